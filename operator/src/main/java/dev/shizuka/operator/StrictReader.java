package dev.shizuka.operator;

import dev.shizuka.catalog.Problem;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Why an object could not be read: the informer only says that it could not, so the object is fetched again as it is. Each version is
 * fetched once.
 */
final class StrictReader {
  private static final int LARGEST = 1000;
  private final KubernetesClient client;
  private final Map<String, Problem> known = new ConcurrentHashMap<>();

  StrictReader(KubernetesClient client) {
    this.client = client;
  }

  Problem problem(CustomResource<?, ?> object, Class<?> type) {
    if (known.size() > LARGEST) {
      known.clear();
    }
    String version = object.getMetadata().getUid() + " " + object.getMetadata().getResourceVersion();
    Problem before = known.get(version);
    if (before != null) {
      return before;
    }
    try {
      Problem found = read(object, type);
      known.put(version, found);
      return found;
    } catch (RuntimeException away) {
      // Whatever is wrong with one object must not cost the others their catalog.
      return new Problem("/spec", "Unreadable", "the spec does not fit " + object.getKind()
          + ", and the API server did not give it again to say why: " + away.getMessage());
    }
  }

  private Problem read(CustomResource<?, ?> object, Class<?> type) {
    GenericKubernetesResource raw = fetch(object);
    Object spec = raw == null ? Map.of() : raw.getAdditionalProperties().get("spec");
    return Wire.misfit(spec, type).map(problem -> new Problem(problem.path(), problem.reason(),
        problem.path() + " does not fit " + object.getKind() + ": " + problem.message()))
        .orElseGet(() -> new Problem("/spec", "Unreadable", "the spec does not fit " + object.getKind()));
  }

  private @Nullable GenericKubernetesResource fetch(CustomResource<?, ?> object) {
    ResourceDefinitionContext context = new ResourceDefinitionContext.Builder().withGroup(object.getGroup())
        .withVersion(object.getVersion()).withKind(object.getKind()).withPlural(object.getPlural())
        .withNamespaced("Namespaced".equals(object.getScope())).build();
    String namespace = object.getMetadata().getNamespace();
    return namespace == null
        ? client.genericKubernetesResources(context).withName(object.getMetadata().getName()).get()
        : client.genericKubernetesResources(context).inNamespace(namespace).withName(object.getMetadata().getName())
            .get();
  }
}
