package dev.shizuka.engine;

import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.backend.Access;
import dev.shizuka.backend.BackendException;
import dev.shizuka.backend.prometheus.PrometheusHistory;
import dev.shizuka.catalog.Declared;
import dev.shizuka.observe.PastSource;
import java.util.ArrayList;
import java.util.List;

/** The Prometheus of all backends that share an Alertmanager: whatever fires there comes from one of them, as far as is declared. */
final class PastSources {
  private PastSources() {}

  static List<PastSource> open(Cluster cluster, Access.Source credentials) throws BackendException {
    List<Reached> reached = new ArrayList<>();
    for (Declared<MonitoringBackendSpec> backend : cluster.backends()) {
      MonitoringBackendSpec.Prometheus prometheus = backend.spec().prometheus();
      if (prometheus != null) {
        reached.add(new Reached(backend.id().name(), prometheus.urls(), credentials.of(backend.id(), backend.spec())));
      }
    }
    return reached.stream().map(Reached::source).toList();
  }

  private record Reached(String backend, List<String> urls, Access access) {
    PastSource source() {
      return new PastSource(urls.stream().map(url -> new PrometheusHistory(backend, url, access)).toList());
    }
  }
}
