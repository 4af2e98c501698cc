package dev.shizuka.testbed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shizuka.catalog.Kind;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All objects of ours in a cluster, as kstatus and a GitOps tool look at them. */
public final class Declarations {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final KubernetesClient client;

  /** @param client stays the caller's */
  public Declarations(KubernetesClient client) {
    this.client = client;
  }

  /** {@code KIND NAMESPACE/NAME} of every object, approvals (which have no status) left out. */
  public Map<String, JsonNode> all() {
    Map<String, JsonNode> found = new TreeMap<>();
    for (Kind kind : Kind.values()) {
      if (kind != Kind.SUPPRESSION_APPROVAL) {
        of(kind).forEach(object -> found.put(kind.title() + " " + object.at("/metadata/namespace").asText() + "/"
            + object.at("/metadata/name").asText(), object));
      }
    }
    return found;
  }

  private Stream<JsonNode> of(Kind kind) {
    return client.genericKubernetesResources("shizuka.dev/v1alpha1", kind.title()).inAnyNamespace().list().getItems()
        .stream().map((GenericKubernetesResource object) -> JSON.valueToTree(object));
  }

  /** What kstatus would not call Current yet; empty once all of it is in force. */
  public List<String> unready() {
    List<String> unready = new ArrayList<>();
    all().forEach((name, object) -> {
      long generation = object.at("/metadata/generation").asLong();
      boolean observed = object.at("/status/observedGeneration").asLong() == generation;
      boolean ready = conditions(object).stream().anyMatch(one -> one.path("type").asText().equals("Ready")
          && one.path("status").asText().equals("True") && one.path("observedGeneration").asLong() == generation);
      if (!observed || !ready) {
        unready.add(name + " " + object.path("status"));
      }
    });
    return unready;
  }

  /** The conditions of every object, without their times. */
  public Map<String, List<String>> conditions() {
    Map<String, List<String>> all = new TreeMap<>();
    all().forEach((name, object) -> all.put(name, conditions(object).stream().map(one -> one.path("type").asText() + "="
        + one.path("status").asText() + " " + one.path("reason").asText() + " " + one.path("message").asText())
        .toList()));
    return all;
  }

  /** The resourceVersion of every object. */
  public Map<String, String> versions() {
    Map<String, String> versions = new TreeMap<>();
    all().forEach((name, object) -> versions.put(name, object.at("/metadata/resourceVersion").asText()));
    return versions;
  }

  private static List<JsonNode> conditions(JsonNode object) {
    List<JsonNode> conditions = new ArrayList<>();
    object.at("/status/conditions").forEach(conditions::add);
    return conditions;
  }
}
