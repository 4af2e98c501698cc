package dev.shizuka.operator;

import io.fabric8.kubernetes.api.model.GroupVersionKind;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import io.prometheus.client.Collector;
import io.prometheus.client.Histogram;

/** How long reconciliations take and how they end, by kind: {@code shizuka_reconcile_seconds}. */
final class ReconcileMetrics implements Metrics {
  private final Histogram seconds = Histogram
      .build("shizuka_reconcile_seconds", "How long the reconciliation of an object took").labelNames("kind", "result")
      .buckets(0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5).create();

  Collector collector() {
    return seconds;
  }

  @Override
  public <T> T timeControllerExecution(ControllerExecution<T> execution) throws Exception {
    long began = System.nanoTime();
    String result = "failed";
    try {
      T made = execution.execute();
      result = "done";
      return made;
    } finally {
      seconds.labels(kind(execution), result).observe((System.nanoTime() - began) / 1e9);
    }
  }

  private static String kind(ControllerExecution<?> execution) {
    return execution.metadata().get(Constants.RESOURCE_GVK_KEY) instanceof GroupVersionKind of
        ? of.getKind()
        : execution.controllerName();
  }
}
