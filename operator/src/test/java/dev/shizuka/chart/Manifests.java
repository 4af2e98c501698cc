package dev.shizuka.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What a chart was rendered to, object by object. */
record Manifests(List<JsonNode> objects) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Manifests of(String yaml) {
    // The schemas of all CRDs in one text are large.
    LoadSettings settings = LoadSettings.builder().setCodePointLimit(1 << 26).build();
    return new Manifests(StreamSupport.stream(new Load(settings).loadAllFromString(yaml).spliterator(), false)
        .filter(document -> document != null).<JsonNode>map(JSON::valueToTree).toList());
  }

  Stream<JsonNode> of(String kind, String name) {
    return objects.stream().filter(object -> object.path("kind").asText().equals(kind))
        .filter(object -> object.at("/metadata/name").asText().equals(name));
  }

  Optional<JsonNode> one(String kind, String name) {
    return of(kind, name).findFirst();
  }

  JsonNode deployment() {
    return objects.stream().filter(object -> object.path("kind").asText().equals("Deployment")).findFirst()
        .orElseThrow();
  }

  JsonNode container() {
    return deployment().at("/spec/template/spec/containers/0");
  }

  List<String> arguments() {
    return strings(container().path("args"));
  }

  /** Every rule of every Role and ClusterRole that has to do with that resource. */
  List<JsonNode> rules(String resource) {
    return objects.stream().filter(object -> object.path("kind").asText().endsWith("Role"))
        .flatMap(role -> StreamSupport.stream(role.path("rules").spliterator(), false))
        .filter(rule -> strings(rule.path("resources")).contains(resource)).toList();
  }

  static List<String> strings(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }
}
