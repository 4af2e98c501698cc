package dev.shizuka.observe;

import dev.shizuka.backend.BackendException;
import dev.shizuka.backend.prometheus.PrometheusHistory;
import java.util.List;

/**
 * The Prometheus of one backend.
 *
 * @param replicas which evaluate the same rules
 */
public record PastSource(List<PrometheusHistory> replicas) {
  public PastSource {
    replicas = List.copyOf(replicas);
  }

  /** Gives those of all backends that send to one Alertmanager. The caller closes what it gets. */
  public interface Opener {
    /** @return empty where no backend has a Prometheus */
    List<PastSource> open() throws BackendException;
  }
}
