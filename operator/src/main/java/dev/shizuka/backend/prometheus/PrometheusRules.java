package dev.shizuka.backend.prometheus;

import dev.shizuka.backend.BackendException;
import java.util.Map;

/** PrometheusRules of prometheus-operator, as delivery {@code prometheusRule} needs them. Implemented where there is a cluster. */
public interface PrometheusRules {
  /** Where and whose they are: those of another backend or installation are not ours. */
  record Place(String namespace, String backend) {}

  /**
   * What of a PrometheusRule is ours.
   *
   * @param labels those that {@code ruleSelector} selects by
   * @param spec as JSON: maps, lists and texts
   */
  record Content(Map<String, String> labels, Map<String, Object> spec) {
    public Content {
      labels = Map.copyOf(labels);
      spec = Map.copyOf(spec);
    }

    /** Whether an object says this; further labels are whoever's put them there. */
    boolean heldBy(Content object) {
      return spec.equals(object.spec) && object.labels.entrySet().containsAll(labels.entrySet());
    }
  }

  /**
   * Ours, by name.
   *
   * @throws BackendException reason {@code KindMissing} where the cluster does not know PrometheusRules
   */
  Map<String, Content> list(Place place) throws BackendException;

  /**
   * Creates it or replaces its content.
   *
   * @throws BackendException reason {@code ForeignPrometheusRule} where one of that name exists that does not carry our mark,
   *     {@code Refused} where the API server or an admission webhook does not take this content
   */
  void write(Place place, String name, Content content) throws BackendException;

  /** Deletes one of ours; one that has gone, or is not ours, is left alone. */
  void delete(Place place, String name) throws BackendException;
}
