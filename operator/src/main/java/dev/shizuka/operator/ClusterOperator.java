package dev.shizuka.operator;

import dev.shizuka.api.SuppressionApproval;
import dev.shizuka.catalog.Kind;
import dev.shizuka.engine.Results;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.processing.event.rate.LinearRateLimiter;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.prometheus.client.Collector;
import java.time.Clock;
import java.time.Duration;

/** The program in a cluster: seven reconcilers around one source and one set of results. */
public final class ClusterOperator implements AutoCloseable {
  private static final Duration STOP = Duration.ofSeconds(10);
  private final Operator operator;
  private final SharedIndexInformer<Namespace> namespaces;
  /** They have no status, hence no reconciler: the policy tells. */
  private final SharedIndexInformer<SuppressionApproval> approvals;
  private final ClusterSource source;
  private final Desk desk;
  private final KubernetesClient client;
  private final ReconcileMetrics metrics = new ReconcileMetrics();

  /** @param instance who tells Events: the pod's name */
  public record Settings(Clock clock, String instance) {}

  private ClusterOperator(KubernetesClient client, Settings settings) {
    this.client = client;
    // Before sync the namespaces are told to nobody: the source is started after.
    this.namespaces = client.namespaces().runnableInformer(0).itemStore(new PrunedStore<>())
        .exceptionHandler((started, failure) -> true);
    this.approvals = client.resources(SuppressionApproval.class).inAnyNamespace().runnableInformer(0)
        .itemStore(new PrunedStore<>()).exceptionHandler((started, failure) -> true);
    this.source = new ClusterSource(new StrictReader(client), () -> namespaces.getStore().list().stream(),
        new ClusterSource.Following(this::followed, settings.clock()));
    this.desk = new Desk(source, new Events(client, settings.clock(), settings.instance()), settings.clock());
    // The mock server knows no server-side apply; off everywhere, so that tests prove the shipped path.
    this.operator = new Operator(overrider -> overrider.withKubernetesClient(client)
        .withUseSSAToPatchPrimaryResource(false).withCloseClientOnStop(false).withConcurrentReconciliationThreads(8)
        .withReconciliationTerminationTimeout(STOP).withMetrics(metrics));
  }

  /**
   * Returns once all caches are synced: the source can be started.
   *
   * @param client made by {@link #client(Config)}, for it must know how to read objects that do not fit; stays the caller's
   */
  public static ClusterOperator start(KubernetesClient client, Settings settings) {
    ClusterOperator operator = new ClusterOperator(client, settings);
    try {
      operator.start();
    } catch (RuntimeException failed) {
      operator.close();
      throw failed;
    }
    return operator;
  }

  /** A client that reads a spec or status of ours that does not fit as null, rather than end the informer. */
  public static KubernetesClient client(Config config) {
    return new KubernetesClientBuilder().withConfig(config).withKubernetesSerialization(Wire.lenient()).build();
  }

  private void start() {
    namespaces.addEventHandler(new AnyChange<>(source::changed));
    namespaces.run();
    approvals.addEventHandler(new AnyChange<>(source::changed));
    approvals.run();
    source.watch(Kind.SUPPRESSION_APPROVAL, () -> approvals.getStore().list().stream());
    register(new AlertPriorityReconciler(desk));
    register(new AlertRuleGroupReconciler(desk));
    register(new ClusterNoiseReportReconciler(desk));
    register(new ClusterSuppressionPolicyReconciler(desk));
    register(new MonitoringBackendReconciler(desk));
    register(new NoiseReportReconciler(desk));
    register(new SuppressionPolicyReconciler(desk));
    operator.start();
  }

  private <P extends CustomResource<?, ?>> void register(Reconciler<P> reconciler) {
    GenericRetry retry = new GenericRetry().setInitialInterval(Duration.ofSeconds(1)).setIntervalMultiplier(2)
        .setMaxInterval(Duration.ofMinutes(1).toMillis()).withoutMaxAttempts();
    operator.register(reconciler, overrider -> overrider.withRetry(retry).withItemStore(new PrunedStore<>())
        .withRateLimiter(new LinearRateLimiter(Duration.ofSeconds(1), 5)).withInformerListLimit(500L)
        .withReconciliationMaxInterval(Duration.ofMinutes(10)));
  }

  /** A watch may be dead without knowing it, so the API server is asked as well: what was deleted since would still be there. */
  private boolean followed() {
    try {
      return client.getKubernetesVersion() != null && namespaces.isWatching() && approvals.isWatching()
          && operator.getRuntimeInfo().unhealthyInformerWrappingEventSourceHealthIndicator().isEmpty();
    } catch (KubernetesClientException away) {
      return false;
    }
  }

  /** How reconciliations go, for a registry. */
  public Collector reconciliations() {
    return metrics.collector();
  }

  /** The cluster as a source of catalogs; closed with the operator. */
  public ClusterSource source() {
    return source;
  }

  /** The results are others now: what is affected is reconciled again. Returns at once. Before the first call nothing is written. */
  public void resultsChanged(Results results) {
    desk.show(results);
  }

  @Override
  public void close() {
    source.close();
    operator.stop();
    namespaces.close();
    approvals.close();
  }
}
