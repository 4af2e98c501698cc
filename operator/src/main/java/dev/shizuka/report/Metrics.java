package dev.shizuka.report;

import dev.shizuka.api.SuppressionPolicySpec;
import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.backend.InhibitionSync;
import dev.shizuka.backend.RuleSync;
import dev.shizuka.backend.SilenceSync;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.ledger.Ledger;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What Shizuka shows of itself to Prometheus (DESIGN §4). Safe for use by several threads. */
public final class Metrics {
  private static final String SYNCED = "synced";
  private static final String FAILED = "failed";
  private static final String RULES = "rules";
  private static final String SILENCES = "silences";
  private static final String INHIBITION = "inhibition";

  private final CollectorRegistry registry;
  private final Gauge expiry;
  private final Histogram sync;
  private final Gauge rules;
  private final Counter drift;
  private final Gauge synced;
  private final Gauge build;
  /** Empty until the first catalog. */
  private volatile Optional<Set<String>> backends = Optional.empty();
  private volatile Set<ResourceId> leased = Set.of();
  private Set<String> policies = Set.of();

  public Metrics(CollectorRegistry registry, Ledger ledger) {
    this.registry = registry;
    new LedgerCollector(ledger, this::declared, policy -> leased.contains(policy)).register(registry);
    expiry = Gauge.build("shizuka_policy_expiry_timestamp_seconds", "When the policy ends, whatever else it says")
        .labelNames("policy").register(registry);
    sync = Histogram.build("shizuka_backend_sync_seconds", "How long a sync of rules, silences or inhibition took")
        .labelNames("backend", "result").buckets(0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300)
        .register(registry);
    rules = Gauge.build("shizuka_backend_rules", "Rules that should run, do run, and were refused")
        .labelNames("backend", "state").register(registry);
    drift = Counter.build("shizuka_backend_drift_corrected_total",
        "What somebody else had changed of ours and was put back").labelNames("backend", "what").register(registry);
    synced = Gauge.build("shizuka_backend_synced",
        "1 where the last sync left everything as declared; what is rules, silences or inhibition")
        .labelNames("backend", "what").register(registry);
    build = build(registry);
    leader(registry).set(1);
  }

  private static Gauge build(CollectorRegistry registry) {
    return Gauge.build("shizuka_build_info", "Always 1; says which version this is").labelNames("version")
        .register(registry);
  }

  private static Gauge leader(CollectorRegistry registry) {
    return Gauge.build("shizuka_leader", "1 where this one works, 0 where it stands by").register(registry);
  }

  /** What one shows that stands by: all figures are the leader's. */
  public static String standby(String version) {
    CollectorRegistry registry = new CollectorRegistry();
    build(registry).labels(version).set(1);
    leader(registry).set(0);
    return render(registry);
  }

  /** The program's own version, once. */
  public void version(String version) {
    build.clear();
    build.labels(version).set(1);
  }

  /** Takes what is declared now; what is no longer declared is no longer shown. */
  public synchronized void accept(Catalog catalog) {
    Set<String> declared = new HashSet<>();
    catalog.policies().forEach(policy -> {
      if (policy.spec().expires() != null) {
        String name = policy.id().qualifiedName();
        declared.add(name);
        expiry.labels(name).set(policy.spec().expires().toEpochMilli() / 1000.0);
      }
    });
    policies.stream().filter(policy -> !declared.contains(policy)).forEach(expiry::remove);
    policies = declared;
    leased = catalog.policies().stream().filter(policy -> leased(policy.spec())).map(Declared::id)
        .collect(Collectors.toUnmodifiableSet());
    Set<String> now = catalog.backends().stream().map(backend -> backend.id().name())
        .collect(Collectors.toUnmodifiableSet());
    backends.ifPresent(before -> before.stream().filter(backend -> !now.contains(backend)).forEach(this::forget));
    backends = Optional.of(now);
  }

  private static boolean leased(SuppressionPolicySpec spec) {
    return spec.modeOrObserve() == Mode.Enforce
        && (spec.inhibit() != null || spec.hold() != null || spec.flapping() != null);
  }

  private boolean declared(String backend) {
    return backends.map(names -> names.contains(backend)).orElse(true);
  }

  private void forget(String backend) {
    sync.remove(backend, SYNCED);
    sync.remove(backend, FAILED);
    rules.remove(backend, "desired");
    rules.remove(backend, "loaded");
    rules.remove(backend, "rejected");
    for (String what : List.of(RULES, SILENCES, INHIBITION)) {
      drift.remove(backend, what);
      synced.remove(backend, what);
    }
  }

  /** A sync of a backend that is no longer declared is not shown. */
  public synchronized void accept(RuleSync result) {
    if (declared(result.backend())) {
      observe(new Took(result.backend(), RULES, result.took()), result.synced());
      rules.labels(result.backend(), "desired").set(result.desiredRules());
      rules.labels(result.backend(), "loaded").set(result.loadedRules());
      rules.labels(result.backend(), "rejected").set(result.rejectedRules());
      drift.labels(result.backend(), RULES).inc(result.driftCorrected());
    }
  }

  /** A sync of a backend that is no longer declared is not shown. */
  public synchronized void accept(SilenceSync result) {
    if (declared(result.backend())) {
      observe(new Took(result.backend(), SILENCES, result.took()), result.synced());
      drift.labels(result.backend(), SILENCES).inc(result.driftCorrected());
    }
  }

  /** A sync of a backend that is no longer declared is not shown, and one that is underway is not measured yet. */
  public synchronized void accept(InhibitionSync result) {
    if (declared(result.backend()) && !result.underway()) {
      observe(new Took(result.backend(), INHIBITION, result.took()), result.synced());
      drift.labels(result.backend(), INHIBITION).inc(result.driftCorrected());
    }
  }

  private record Took(String backend, String what, Duration duration) {}

  private void observe(Took took, boolean well) {
    sync.labels(took.backend(), well ? SYNCED : FAILED).observe(took.duration().toNanos() / 1e9);
    synced.labels(took.backend(), took.what()).set(well ? 1 : 0);
  }

  /** The text format 0.0.4, without the {@code _created} series, which double everything and say nothing. */
  public String render() {
    return render(registry);
  }

  private static String render(CollectorRegistry registry) {
    StringWriter text = new StringWriter();
    try {
      TextFormat.write004(text, registry.filteredMetricFamilySamples(name -> !name.endsWith("_created")));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }
}
