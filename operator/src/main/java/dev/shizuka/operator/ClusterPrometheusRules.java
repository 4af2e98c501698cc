package dev.shizuka.operator;

import dev.shizuka.backend.BackendException;
import dev.shizuka.backend.Changes;
import dev.shizuka.backend.prometheus.PrometheusRules;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** PrometheusRules of this installation; others of the same name are neither read nor touched. */
public final class ClusterPrometheusRules implements PrometheusRules {
  private static final ResourceDefinitionContext KIND = new ResourceDefinitionContext.Builder()
      .withGroup("monitoring.coreos.com").withVersion("v1").withKind("PrometheusRule").withPlural("prometheusrules")
      .withNamespaced(true).build();
  private static final String BACKEND = "shizuka.dev/backend";
  private static final long PAGE = 500;
  private final KubernetesClient client;
  private final Ownership ours;

  public ClusterPrometheusRules(KubernetesClient client, String installation) {
    this.client = client;
    this.ours = new Ownership(installation);
  }

  @Override
  public Map<String, Content> list(Place place) throws BackendException {
    Map<String, Content> found = new TreeMap<>();
    String next = "";
    try {
      do {
        GenericKubernetesResourceList page = in(place.namespace()).list(page(next));
        page.getItems().stream().filter(object -> of(place, object))
            .forEach(object -> found.put(object.getMetadata().getName(), content(object)));
        next = page.getMetadata() == null ? "" : page.getMetadata().getContinue();
      } while (next != null && !next.isEmpty());
      return found;
    } catch (KubernetesClientException refused) {
      // A namespace that does not exist has an empty list.
      if (refused.getCode() == 404) {
        throw new BackendException("KindMissing", true, "This cluster does not know PrometheusRules"
            + " (monitoring.coreos.com/v1): install prometheus-operator or its CRDs, or use"
            + " spec.prometheus.delivery.configMap");
      }
      throw ApiRefusal.of("PrometheusRules of namespace " + place.namespace() + " cannot be listed", refused);
    }
  }

  private static ListOptions page(@Nullable String next) {
    return new ListOptionsBuilder().withLabelSelector(Ownership.MANAGED_BY + "=" + Ownership.MANAGER).withLimit(PAGE)
        .withContinue(next == null || next.isEmpty() ? null : next).build();
  }

  @Override
  public void write(Place place, String name, Content content) throws BackendException {
    try {
      GenericKubernetesResource before = in(place.namespace()).withName(name).get();
      if (before != null && !of(place, before)) {
        throw new BackendException("ForeignPrometheusRule", true, "PrometheusRule " + place.namespace() + "/" + name
            + " exists and is not of backend " + place.backend() + " of installation " + ours.installation()
            + ": delete it, or choose another name in spec.prometheus.delivery.prometheusRule");
      }
      OptimisticWrite.of(in(place.namespace()).resource(after(before, place, name, content)), before);
      Changes.made(place.backend(), "PrometheusRule " + place.namespace() + "/" + name + " written");
    } catch (KubernetesClientException refused) {
      throw ApiRefusal.of("PrometheusRule " + place.namespace() + "/" + name + " cannot be written", refused);
    }
  }

  @Override
  public void delete(Place place, String name) throws BackendException {
    try {
      GenericKubernetesResource there = in(place.namespace()).withName(name).get();
      if (there != null && of(place, there)) {
        in(place.namespace()).resource(there).lockResourceVersion().delete();
        Changes.made(place.backend(), "PrometheusRule " + place.namespace() + "/" + name + " deleted");
      }
    } catch (KubernetesClientException refused) {
      throw ApiRefusal.of("PrometheusRule " + place.namespace() + "/" + name + " cannot be deleted", refused);
    }
  }

  private NonNamespaceOperation<GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>> in(
      String namespace) {
    return client.genericKubernetesResources(KIND).inNamespace(namespace);
  }

  private boolean of(Place place, GenericKubernetesResource object) {
    return ours.of(object)
        && place.backend().equals(Ownership.orEmpty(object.getMetadata().getAnnotations()).get(BACKEND));
  }

  /** Labels that somebody else put there go with each write; annotations stay. */
  private GenericKubernetesResource after(@Nullable GenericKubernetesResource before, Place place, String name,
      Content content) {
    Map<String, String> labels = new TreeMap<>(content.labels());
    labels.put(Ownership.MANAGED_BY, Ownership.MANAGER);
    return new GenericKubernetesResourceBuilder(before == null ? new GenericKubernetesResource() : before)
        .withApiVersion("monitoring.coreos.com/v1").withKind("PrometheusRule").editOrNewMetadata().withName(name)
        .withNamespace(place.namespace()).withLabels(labels)
        .addToAnnotations(Ownership.INSTALLATION, ours.installation()).addToAnnotations(BACKEND, place.backend())
        .endMetadata().addToAdditionalProperties("spec", content.spec()).build();
  }

  private static Content content(GenericKubernetesResource object) {
    Map<String, Object> spec = new LinkedHashMap<>();
    if (object.getAdditionalProperties().get("spec") instanceof Map<?, ?> fields) {
      fields.forEach((name, value) -> {
        if (value != null) {
          spec.put(String.valueOf(name), value);
        }
      });
    }
    return new Content(Ownership.orEmpty(object.getMetadata().getLabels()), spec);
  }
}
