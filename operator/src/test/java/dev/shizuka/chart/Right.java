package dev.shizuka.chart;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shizuka.testbed.AuditLog;
import java.util.ArrayList;
import java.util.List;

/**
 * One thing that a Role or ClusterRole lets its account do.
 *
 * @param namespace empty for the whole cluster
 * @param resource with its subresource, {@code alertrulegroups/status}
 * @param name the only object that it is about; empty for all
 */
record Right(String namespace, String verb, String group, String resource, String name) {
  /** Every right of every rule, one by one. */
  static List<Right> of(Manifests manifests) {
    List<Right> rights = new ArrayList<>();
    for (JsonNode role : manifests.objects()) {
      for (JsonNode rule : role.path("rules")) {
        gather(role.at("/metadata/namespace").asText(), rule, rights);
      }
    }
    return rights;
  }

  private static void gather(String namespace, JsonNode rule, List<Right> rights) {
    List<String> only = Manifests.strings(rule.path("resourceNames"));
    List<String> names = only.isEmpty() ? List.of("") : only;
    for (String group : Manifests.strings(rule.path("apiGroups"))) {
      for (String resource : Manifests.strings(rule.path("resources"))) {
        for (String verb : Manifests.strings(rule.path("verbs"))) {
          names.forEach(name -> rights.add(new Right(namespace, verb, group, resource, name)));
        }
      }
    }
  }

  boolean covers(AuditLog.Request request) {
    return (namespace.isEmpty() || namespace.equals(request.namespace())) && verb.equals(request.verb())
        && group.equals(request.group()) && resource.equals(request.resource())
        && (name.isEmpty() || name.equals(request.name()));
  }
}
