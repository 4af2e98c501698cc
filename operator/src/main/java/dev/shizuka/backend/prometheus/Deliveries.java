package dev.shizuka.backend.prometheus;

import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.backend.BackendException;
import dev.shizuka.catalog.Declared;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The delivery that a backend asks for. */
final class Deliveries {
  private final Declared<MonitoringBackendSpec> backend;
  private final Optional<RulePlaces> places;
  private final String mark;

  /** @param places present where there is a cluster */
  Deliveries(Declared<MonitoringBackendSpec> backend, Optional<RulePlaces> places, String installation) {
    this.backend = backend;
    this.places = places;
    this.mark = RuleFile.mark(installation, backend.id().name());
  }

  /** Compile has checked the backend; what it refuses never comes here, so what is missing is told in few words. */
  Delivery with(ConfirmedRules confirmed, Expressions expressions) throws BackendException {
    MonitoringBackendSpec.Prometheus prometheus = backend.spec().prometheus();
    MonitoringBackendSpec.Delivery wanted = prometheus == null ? null : prometheus.delivery();
    if (wanted != null && wanted.directory() != null && present(wanted.directory().path())) {
      Path folder = Path.of(String.valueOf(wanted.directory().path()));
      return new DirectoryDelivery(new RuleFolder(folder, mark), mark, confirmed, expressions);
    }
    MonitoringBackendSpec.ConfigMap map = wanted == null ? null : wanted.configMap();
    if (map != null && map.namespace() != null && map.name() != null) {
      int shards = map.shards() == null ? 1 : map.shards();
      return new ConfigMapDelivery(cluster("as ConfigMaps").configMaps(),
          new ConfigMapDelivery.Target(map.namespace(), map.name()), new Shards(shards, backend.id().name(), mark),
          confirmed, expressions);
    }
    MonitoringBackendSpec.PrometheusRule rule = wanted == null ? null : wanted.prometheusRule();
    if (rule != null && rule.namespace() != null && rule.name() != null) {
      RuleObjects objects = new RuleObjects(rule.namespace(), rule.name());
      RuleObjectWrites writes = new RuleObjectWrites(cluster("as PrometheusRules").prometheusRules(),
          new PrometheusRules.Place(rule.namespace(), backend.id().name()), objects, rule.labels());
      return new PrometheusRuleDelivery(rule.namespace(), objects, writes, confirmed, expressions);
    }
    throw new BackendException("NoDelivery", false, "Backend " + backend.id().name()
        + " does not say how rules reach Prometheus: set spec.prometheus.delivery");
  }

  private static boolean present(@Nullable String text) {
    return text != null && !text.isEmpty();
  }

  private RulePlaces cluster(String how) throws BackendException {
    return places.orElseThrow(() -> new BackendException("NoCluster", false, "Backend " + backend.id().name()
        + " delivers rules " + how
        + ", but Shizuka runs without a cluster: use spec.prometheus.delivery.directory"));
  }
}
