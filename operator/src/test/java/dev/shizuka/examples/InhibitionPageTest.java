package dev.shizuka.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.api.MonitoringBackendSpec.InhibitionSecret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What docs/inhibition.md says of clusters; what it says of hosts is done by InhibitionPageIT. */
class InhibitionPageTest {
  private static final ObjectMapper STRICT = new ObjectMapper()
      .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private static List<JsonNode> documents() throws IOException {
    String page = Files.readString(Path.of("../docs/inhibition.md"));
    String cluster = page.substring(page.indexOf("## In a cluster"));
    int begin = cluster.indexOf("```yaml\n") + "```yaml\n".length();
    List<JsonNode> documents = new ArrayList<>();
    new Load(LoadSettings.builder().build())
        .loadAllFromString(cluster.substring(begin, cluster.indexOf("\n```", begin)))
        .forEach(document -> documents.add(STRICT.valueToTree(document)));
    return documents;
  }

  @Test
  void backendAlertmanagerAndRoleNameTheSameSecrets() throws IOException {
    List<JsonNode> documents = documents();
    MonitoringBackendSpec backend = STRICT.convertValue(documents.get(0).get("spec"), MonitoringBackendSpec.class);
    InhibitionSecret secret = backend.alertmanager().inhibition().secret();
    assertThat(documents.get(1).at("/spec/configSecret").asText()).isEqualTo(secret.output().name());
    JsonNode role = documents.get(2);
    assertThat(role.at("/metadata/namespace").asText()).isEqualTo(secret.namespace());
    assertThat(role.at("/rules/0/resourceNames/0").asText()).isEqualTo(secret.base().name());
    assertThat(role.at("/rules/0/verbs")).extracting(JsonNode::asText).containsExactly("get");
    assertThat(role.at("/rules/1/resourceNames/0").asText()).isEqualTo(secret.output().name());
    assertThat(role.at("/rules/1/verbs")).extracting(JsonNode::asText).containsExactly("get", "update");
  }
}
