package dev.shizuka.operator;

import dev.shizuka.backend.SyncLoop;
import dev.shizuka.compile.ApprovalSource;
import dev.shizuka.operator.AdmissionJudge.Look;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the admission policies in the cluster, and says at any moment whether approvals count. A change is seen at once, and everything is
 * looked at again each minute.
 */
public final class AdmissionWatch implements Supplier<ApprovalSource>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AdmissionWatch.class);
  private static final Duration PAUSE = Duration.ofMillis(300);
  private static final Duration RESYNC = Duration.ofMinutes(1);
  /** How long the first look may take: a program that starts before it would end silences that are approved, only to make them again. */
  private static final Duration FIRST = Duration.ofSeconds(10);

  private final KubernetesClient client;
  private final Clock clock;
  private final AdmissionCheck check;
  private final AdmissionJudge judge = new AdmissionJudge();
  private final SharedIndexInformer<ValidatingAdmissionPolicy> policies;
  private final SharedIndexInformer<ValidatingAdmissionPolicyBinding> bindings;
  private final SyncLoop loop = new SyncLoop("admission policies", PAUSE, this::step);
  private volatile ApprovalSource now = ApprovalSource.CLUSTER;
  private volatile Runnable listener = () -> {};

  /** @param first how long the first look may take */
  record Settings(AdmissionTerms terms, Clock clock, Duration first) {}

  private AdmissionWatch(KubernetesClient client, Settings settings) {
    this.client = client;
    this.clock = settings.clock();
    this.check = new AdmissionCheck(ShippedAdmission.with(settings.terms()));
    this.policies = informer(ValidatingAdmissionPolicy.class);
    this.bindings = informer(ValidatingAdmissionPolicyBinding.class);
  }

  /** Returns once it has looked, or could not for ten seconds: then approvals do not count until it has. */
  public static AdmissionWatch start(KubernetesClient client, AdmissionTerms terms, Clock clock)
      throws InterruptedException {
    return start(client, new Settings(terms, clock, FIRST));
  }

  static AdmissionWatch start(KubernetesClient client, Settings settings) throws InterruptedException {
    AdmissionWatch watch = new AdmissionWatch(client, settings);
    try {
      CompletableFuture
          .allOf(watch.policies.start().toCompletableFuture(), watch.bindings.start().toCompletableFuture())
          .get(settings.first().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException unread) {
      LOG.debug("The admission policies are not read yet", unread);
    } catch (InterruptedException stopped) {
      watch.close();
      throw stopped;
    }
    watch.now = watch.look();
    watch.tell();
    watch.loop.start();
    return watch;
  }

  /** Whether approvals count now. */
  @Override
  public ApprovalSource get() {
    return now;
  }

  /** Called whenever the answer changes. */
  public void listen(Runnable changed) {
    listener = changed;
  }

  private <T extends HasMetadata> SharedIndexInformer<T> informer(Class<T> type) {
    SharedIndexInformer<T> informer = client.resources(type).runnableInformer(0).itemStore(new PrunedStore<>())
        .exceptionHandler((started, failure) -> true);
    informer.addEventHandler(new AnyChange<>(loop::request));
    return informer;
  }

  private Duration step() {
    ApprovalSource before = now;
    now = look();
    if (!now.equals(before)) {
      tell();
      listener.run();
    }
    return RESYNC;
  }

  private ApprovalSource look() {
    return judge.judge(new Look(followed(), check.objections(found())), clock.instant());
  }

  private void tell() {
    if (now.counts()) {
      LOG.info("Approvals count: the admission policies stand as shipped");
    } else {
      LOG.warn("Approvals do not count: {}", now.closed());
    }
  }

  private boolean followed() {
    try {
      return policies.isWatching() && bindings.isWatching() && client.getKubernetesVersion() != null;
    } catch (KubernetesClientException away) {
      return false;
    }
  }

  private AdmissionObjects found() {
    return new AdmissionObjects(byName(policies), byName(bindings));
  }

  private static <T extends HasMetadata> Map<String, T> byName(SharedIndexInformer<T> informer) {
    Map<String, T> byName = new TreeMap<>();
    informer.getStore().list().forEach(one -> byName.put(one.getMetadata().getName(), one));
    return byName;
  }

  @Override
  public void close() {
    loop.close();
    policies.close();
    bindings.close();
  }
}
