package dev.shizuka.operator;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpecBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A candidate by a {@code coordination.k8s.io/v1} Lease. Two things are other than in fabric8's own elector:
 *
 * <ol>
 * <li>A Lease has run out once this one has read it unchanged for as long as it lasts, by its own stopwatch: times in it are somebody else's clock's.
 * <li>Only what was read counts. After an API server was away, whoever led has the first word again.
 * </ol>
 */
public final class LeaderLease implements Candidate, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LeaderLease.class);
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  private final KubernetesClient client;
  private final Settings settings;
  private final Time time;
  /** As this one wrote it last; null where it must be read first. */
  private @Nullable Lease held;
  /** What somebody else wrote last. */
  private @Nullable LeaseSpec seen;
  private long seenSince;

  /**
   * Which Lease, and whose.
   *
   * @param namespace the operator's own
   * @param identity of this process alone
   * @param lasts how long the others wait after this one has renewed it last
   */
  public record Settings(String namespace, String name, String identity, Duration lasts) {
    String title() {
      return namespace + "/" + name;
    }
  }

  /**
   * What time it is.
   *
   * @param stopwatch nanoseconds since whenever
   */
  record Time(Clock clock, LongSupplier stopwatch) {
    static final Time SYSTEM = new Time(Clock.systemUTC(), System::nanoTime);
  }

  LeaderLease(KubernetesClient client, Settings settings, Time time) {
    this.client = client;
    this.settings = settings;
    this.time = time;
  }

  /**
   * Opens connections of its own, which nothing else can make wait.
   *
   * @param timeout for one request; none is repeated by itself
   */
  public static LeaderLease of(Config config, Settings settings, Duration timeout) {
    int millis = Math.toIntExact(timeout.toMillis());
    Config impatient = new ConfigBuilder(config).withRequestTimeout(millis).withConnectionTimeout(millis)
        .withRequestRetryBackoffLimit(0).build();
    return new LeaderLease(new KubernetesClientBuilder().withConfig(impatient).build(), settings, Time.SYSTEM);
  }

  @Override
  public Standing stand() {
    Lease mine = held;
    held = null;
    try {
      return mine == null ? seek() : write(renewed(mine));
    } catch (KubernetesClientException failed) {
      seen = null;
      return new Standing.Unknown(sentence(failed));
    }
  }

  private Standing seek() {
    Lease there = resource().get();
    if (there == null) {
      return hold(client.leases().inNamespace(settings.namespace()).resource(renewed(new LeaseBuilder()
          .withNewMetadata().withName(settings.name()).withNamespace(settings.namespace()).endMetadata().build()))
          .create());
    }
    Optional<String> holder = holder(there);
    boolean free = holder.filter(other -> !other.equals(settings.identity())).isEmpty();
    return free || ranOut(there.getSpec())
        ? write(renewed(there))
        : new Standing.Following(holder.orElse(""));
  }

  /** The version that was read goes along: of several that see it free, one gets it. */
  private Standing write(Lease lease) {
    return hold(client.leases().inNamespace(settings.namespace()).resource(lease).update());
  }

  private Standing hold(Lease written) {
    held = written;
    seen = null;
    return new Standing.Leading();
  }

  private boolean ranOut(LeaseSpec spec) {
    long now = time.stopwatch().getAsLong();
    if (!spec.equals(seen)) {
      seen = spec;
      seenSince = now;
    }
    Duration theirs = Duration.ofSeconds(Objects.requireNonNullElse(spec.getLeaseDurationSeconds(), 0));
    Duration wait = theirs.compareTo(settings.lasts()) > 0 ? theirs : settings.lasts();
    return now - seenSince > wait.toNanos();
  }

  private Lease renewed(Lease there) {
    ZonedDateTime now = ZonedDateTime.ofInstant(time.clock().instant(), ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
    LeaseSpec before = Objects.requireNonNullElseGet(there.getSpec(), LeaseSpec::new);
    LeaseSpecBuilder spec = new LeaseSpecBuilder(before).withRenewTime(now)
        .withLeaseDurationSeconds(Math.toIntExact(settings.lasts().toSeconds()));
    if (holder(there).filter(settings.identity()::equals).isEmpty()) {
      int transitions = Objects.requireNonNullElse(before.getLeaseTransitions(), 0);
      spec.withHolderIdentity(settings.identity()).withAcquireTime(now)
          .withLeaseTransitions(there.getSpec() == null ? 0 : transitions + 1);
    }
    return new LeaseBuilder(there).withSpec(spec.build()).build();
  }

  private static Optional<String> holder(Lease lease) {
    return Optional.ofNullable(lease.getSpec()).map(LeaseSpec::getHolderIdentity).filter(name -> !name.isEmpty());
  }

  private Resource<Lease> resource() {
    return client.leases().inNamespace(settings.namespace()).withName(settings.name());
  }

  private String sentence(KubernetesClientException failed) {
    String lease = "the Lease " + settings.title();
    return switch (failed.getCode()) {
      case FORBIDDEN -> lease + " may not be read or written (403): check the operator's Role";
      case NOT_FOUND -> lease + " cannot be made (404): create the namespace";
      case CONFLICT -> lease + " was written by somebody else at the same moment";
      default -> lease + " cannot be read or written: " + failed.getMessage();
    };
  }

  @Override
  public void withdraw() {
    held = null;
    try {
      Lease there = resource().get();
      if (there != null && holder(there).filter(settings.identity()::equals).isPresent()) {
        write(new LeaseBuilder(there).editSpec().withHolderIdentity(null).withLeaseDurationSeconds(1).endSpec()
            .build());
      }
    } catch (KubernetesClientException failed) {
      LOG.warn("Not given back, the others wait until it runs out: {}", sentence(failed));
    }
    held = null;
  }

  @Override
  public void close() {
    client.close();
  }
}
