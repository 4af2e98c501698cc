package dev.shizuka.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shizuka.response.AlertmanagerWebhook;
import dev.shizuka.response.Delivery;
import dev.shizuka.response.PagerDutyWebhook;
import dev.shizuka.response.Payloads;
import dev.shizuka.response.ResponseForm;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The document and the readers say the same of the same requests. */
class OpenApiTest {
  private static final Instant NOW = Instant.parse("2026-12-01T01:00:00Z");
  private final OpenApi api = new OpenApi();

  private static boolean read(String body) {
    return ResponseForm.read(new Delivery(body.getBytes(StandardCharsets.UTF_8), NOW), prefix -> List.of()).faults()
        .isEmpty();
  }

  private String example() {
    JsonNode example = api.document().at("/components/schemas/Response/examples/0");
    return "{\"responses\":[" + example + "]}";
  }

  @Test
  void theExampleIsTaken() {
    assertThat(api.allows("Request", example())).isTrue();
    assertThat(read(example())).isTrue();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "\"tickets\"|\"pagerduty\"", "\"tickets\"|\"UPPER\"", "\"tickets\"|7", "\"acknowledged\"|\"cause\"",
      "\"acknowledged\"|\"seen\"",
      "\"acknowledged\"|\"acknowledged\",\"text\":\"why\"", "\"1a30ba71cca2921f\"|\"1a30\"",
      "\"fingerprint\"|\"dedupKey\"",
      "\"fingerprint\"|\"host\"", "\"2026-12-01T09:30:00+09:00\"|\"today\"", "\"Hanako Sato\"|\"\"",
      "\"OPS-1432/acknowledged\"|\"\"", "\"OPS-1432/acknowledged\"|\"with blank\""})
  void whatTheDocumentRefusesIsRefused(String from, String to) {
    String body = example().replace(from, to);
    assertThat(body).isNotEqualTo(example());
    assertThat(api.allows("Request", body)).isFalse();
    assertThat(read(body)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"\"acknowledged\"|\"cause\",\"text\":\"why\"",
      "\"acknowledged\"|\"reopened\"",
      "\"fingerprint\":\"1a30ba71cca2921f\"|\"episode\":\"main/1a30ba71cca2921f/1700000000000\"",
      "\"person\":\"Hanako Sato\",|``"})
  void whatTheDocumentAllowsIsTaken(String from, String to) {
    String body = example().replace(from, to);
    assertThat(body).isNotEqualTo(example());
    assertThat(api.allows("Request", body)).isTrue();
    assertThat(read(body)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"triggered", "acknowledged", "annotated", "resolved-by-person", "resolved-by-integration",
      "priority-updated"})
  void pagerDutysPayloadsAreAsTheDocumentSays(String name) {
    byte[] payload = Payloads.bytes("pagerduty-" + name + ".json");
    assertThat(api.allows("PagerDutyPayload", new String(payload, StandardCharsets.UTF_8))).isTrue();
    assertThat(PagerDutyWebhook.read(new Delivery(payload, NOW)).events()).hasSize(1);
  }

  @Test
  void alertmanagersPayloadIsAsTheDocumentSays() {
    byte[] payload = Payloads.bytes("alertmanager-firing.json");
    assertThat(api.allows("AlertmanagerPayload", new String(payload, StandardCharsets.UTF_8))).isTrue();
    assertThat(AlertmanagerWebhook.read(new Delivery(payload, NOW)).events()).hasSize(1);
  }

  @Test
  void whatTheCommandSendsIsAsTheDocumentSays() {
    String body = RespondRequest.body("1a30", "Hanako Sato",
        List.of(new RespondRequest.Entry("acknowledged", null), new RespondRequest.Entry("cause", "disk full")));
    assertThat(api.allows("Request", body)).isTrue();
  }
}
