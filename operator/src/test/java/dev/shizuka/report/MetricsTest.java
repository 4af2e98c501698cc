package dev.shizuka.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.api.SuppressionPolicySpec;
import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.backend.InhibitionSync;
import dev.shizuka.backend.RuleSync;
import dev.shizuka.backend.SilenceSync;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.Origin;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.ledger.Ledger;
import dev.shizuka.ledger.Poll;
import dev.shizuka.ledger.Sighting;
import dev.shizuka.ledger.Store;
import io.prometheus.client.CollectorRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTest {
  private static final Instant START = Instant.parse("2026-12-01T00:00:00Z");
  private static final ResourceId NIGHTLY = new ResourceId(Kind.SUPPRESSION_POLICY, "shop", "nightly");
  private static final ResourceId NODES = new ResourceId(Kind.CLUSTER_SUPPRESSION_POLICY, "", "nodes");

  @TempDir
  Path directory;

  private static Poll poll(long second, Sighting... alerts) {
    Poll.Member member = new Poll.Member("http://a:9093", true, START.minusSeconds(9999));
    return new Poll("main", START.plusSeconds(second), List.of(member), List.of(alerts));
  }

  private static Sighting alert(String name, long second) {
    return new Sighting(name, Map.of("alertname", name, "namespace", "shop"), "p3", START,
        START.plusSeconds(second + 240),
        Sighting.State.UNSUPPRESSED, Optional.empty(), Duration.ofSeconds(30), List.of(NODES));
  }

  private static Sighting silenced(String name, long second) {
    return alert(name, second)
        .suppressed(new Sighting.Suppression(Sighting.Reason.SILENCE, Optional.of(NIGHTLY)));
  }

  private static void fire(Ledger ledger) {
    ledger.record(poll(0, alert("Loud", 0), silenced("Quiet", 0), silenced("Gone", 0)));
    ledger.record(poll(30, alert("Loud", 30), silenced("Quiet", 30), alert("New", 30)));
    ledger.record(poll(60, alert("Loud", 60), silenced("Quiet", 60), alert("New", 60).undecided()));
  }

  private static Catalog catalog(String backend, SuppressionPolicySpec spec) {
    Origin origin = new Origin("a.yaml", Map.of());
    var main = new Declared<>(new ResourceId(Kind.MONITORING_BACKEND, "", backend), "", 0,
        new MonitoringBackendSpec(null, List.of(), null, null, null, null, null), origin);
    var policy = new Declared<>(NIGHTLY, "", 0, spec, origin);
    return new Catalog(List.of(), List.of(), List.of(policy), List.of(main), Map.of(), List.of());
  }

  private static SuppressionPolicySpec expiring(Instant expires) {
    return new SuppressionPolicySpec(null, "quiet", null, expires, List.of(), null);
  }

  private static SuppressionPolicySpec hold() {
    return new SuppressionPolicySpec(Mode.Enforce, "quiet", null, START, List.of(), null, null, null,
        new SuppressionPolicySpec.Hold("10m"), null, null);
  }

  private static RuleSync ruleSync() {
    return new RuleSync("main", START, Duration.ofMillis(300), true, "Synced", "", List.of(), List.of(), Map.of(), 10,
        9, 1, 2);
  }

  private static SilenceSync silenceSync() {
    return new SilenceSync("main", START, Duration.ofMillis(300), false, "Unreachable", "", List.of(), Map.of(),
        Map.of(), 3, 0);
  }

  private static InhibitionSync inhibitionSync(String reason, int drift) {
    return new InhibitionSync("main", START, Duration.ofMillis(300), reason.equals("Synced"), reason, "", List.of(),
        Set.of(), Map.of(), drift);
  }

  @Test
  void anInhibitionSyncIsMeasuredOnceItEndsAndItsDriftCounted() {
    try (Store store = Store.open(directory)) {
      Metrics metrics = new Metrics(new CollectorRegistry(), store.ledger(Duration.ofMinutes(2)));
      metrics.accept(inhibitionSync("Arriving", 0));
      assertThat(metrics.render()).doesNotContain("shizuka_backend_sync_seconds_count{");
      metrics.accept(inhibitionSync("Synced", 1));
      metrics.accept(inhibitionSync("ForeignOutput", 0));
      assertThat(metrics.render().lines()).contains(
          "shizuka_backend_drift_corrected_total{backend=\"main\",what=\"inhibition\",} 1.0",
          "shizuka_backend_sync_seconds_count{backend=\"main\",result=\"synced\",} 1.0",
          "shizuka_backend_sync_seconds_count{backend=\"main\",result=\"failed\",} 1.0");
    }
  }

  @Test
  void theExpositionHasEachNameAndLabelOfTheDesign() {
    try (Store store = Store.open(directory)) {
      Ledger ledger = store.ledger(Duration.ofMinutes(2));
      Metrics metrics = new Metrics(new CollectorRegistry(), ledger);
      fire(ledger);
      metrics.version("0.1.0");
      metrics.accept(catalog("main", expiring(START.plusMillis(1500))));
      metrics.accept(ruleSync());
      metrics.accept(ruleSync());
      metrics.accept(silenceSync());
      assertThat(metrics.render().lines()).contains(
          "# TYPE shizuka_alert_episodes_total counter",
          "shizuka_alert_episodes_total{backend=\"main\",namespace=\"shop\",alertname=\"Loud\",priority=\"p3\","
              + "outcome=\"actionable\",reason=\"\",policy=\"\",} 1.0",
          "shizuka_alert_episodes_total{backend=\"main\",namespace=\"shop\",alertname=\"Quiet\",priority=\"p3\","
              + "outcome=\"suppressed\",reason=\"silence\",policy=\"shop/nightly\",} 0.0",
          "# TYPE shizuka_alert_episodes_open gauge",
          "shizuka_alert_episodes_open{backend=\"main\",priority=\"p3\",outcome=\"actionable\",reason=\"\",} 1.0",
          "shizuka_alert_episodes_open{backend=\"main\",priority=\"p3\",outcome=\"suppressed\",reason=\"silence\",} 2.0",
          "shizuka_alert_episodes_open{backend=\"main\",priority=\"p3\",outcome=\"undecided\",reason=\"\",} 1.0",
          "# TYPE shizuka_policy_would_suppress_total counter",
          "shizuka_policy_would_suppress_total{policy=\"nodes\",} 0.0",
          "# TYPE shizuka_policy_expiry_timestamp_seconds gauge",
          "shizuka_policy_expiry_timestamp_seconds{policy=\"shop/nightly\",} 1.7960832015E9",
          "# TYPE shizuka_backend_sync_seconds histogram",
          "shizuka_backend_sync_seconds_bucket{backend=\"main\",result=\"synced\",le=\"0.5\",} 2.0",
          "shizuka_backend_sync_seconds_count{backend=\"main\",result=\"failed\",} 1.0",
          "# TYPE shizuka_backend_rules gauge", "shizuka_backend_rules{backend=\"main\",state=\"desired\",} 10.0",
          "shizuka_backend_rules{backend=\"main\",state=\"loaded\",} 9.0",
          "shizuka_backend_rules{backend=\"main\",state=\"rejected\",} 1.0",
          "# TYPE shizuka_backend_drift_corrected_total counter",
          "shizuka_backend_drift_corrected_total{backend=\"main\",what=\"rules\",} 4.0",
          "shizuka_backend_drift_corrected_total{backend=\"main\",what=\"silences\",} 0.0",
          "shizuka_backend_synced{backend=\"main\",what=\"rules\",} 1.0",
          "shizuka_backend_synced{backend=\"main\",what=\"silences\",} 0.0",
          "# TYPE shizuka_leader gauge", "shizuka_leader 1.0",
          "shizuka_build_info{version=\"0.1.0\",} 1.0");
    }
  }

  @Test
  void oneThatStandsByShowsThatAndNothingOfTheLedger() {
    assertThat(Metrics.standby("0.1.0").lines().filter(line -> !line.startsWith("#")))
        .containsExactlyInAnyOrder("shizuka_leader 0.0", "shizuka_build_info{version=\"0.1.0\",} 1.0");
  }

  @Test
  void thereAreNoOtherNames() {
    try (Store store = Store.open(directory)) {
      Ledger ledger = store.ledger(Duration.ofMinutes(2));
      Metrics metrics = new Metrics(new CollectorRegistry(), ledger);
      fire(ledger);
      metrics.version("0.1.0");
      metrics.accept(catalog("main", hold()));
      metrics.accept(ruleSync());
      Stream<String> names = metrics.render().lines().filter(line -> line.startsWith("# TYPE"))
          .map(line -> line.replaceAll("# TYPE (\\w+) .*", "$1"));
      assertThat(names).containsExactlyInAnyOrder("shizuka_alert_episodes_total", "shizuka_alert_episodes_open",
          "shizuka_store_writable",
          "shizuka_response_seconds", "shizuka_handling_seconds_total",
          "shizuka_policy_would_suppress_total", "shizuka_policy_called_before_lease_total",
          "shizuka_policy_expiry_timestamp_seconds", "shizuka_backend_sync_seconds", "shizuka_backend_rules",
          "shizuka_backend_drift_corrected_total", "shizuka_backend_synced",
          "shizuka_build_info", "shizuka_leader");
      assertThat(metrics.render()).doesNotContain("_created", "_total_total");
    }
  }

  @Test
  void calledBeforeItsLeaseIsCountedFromZeroOnWherePoliciesAreLeased() {
    try (Store store = Store.open(directory)) {
      Ledger ledger = store.ledger(Duration.ofMinutes(2));
      Metrics metrics = new Metrics(new CollectorRegistry(), ledger);
      ledger.declared(List.of(NIGHTLY, NODES), START);
      metrics.accept(catalog("main", hold()));
      assertThat(metrics.render().lines()).filteredOn(line -> line.startsWith("shizuka_policy_called"))
          .containsExactly("shizuka_policy_called_before_lease_total{policy=\"shop/nightly\",} 0.0");
      Sighting loud = alert("Loud", 0);
      ledger.record(poll(0, new Sighting(loud.fingerprint(), loud.labels(), loud.priority(), loud.startsAt(),
          loud.endsAt(), loud.state(), loud.suppression(), loud.grace(),
          new Sighting.Policies(List.of(), List.of(), List.of(), List.of(NIGHTLY)))));
      assertThat(metrics.render()).contains("shizuka_policy_called_before_lease_total{policy=\"shop/nightly\",} 1.0");
    }
  }

  @Test
  void countsGoOnAfterARestart() {
    String before;
    try (Store store = Store.open(directory)) {
      Ledger ledger = store.ledger(Duration.ofMinutes(2));
      fire(ledger);
      before = new Metrics(new CollectorRegistry(), ledger).render();
    }
    try (Store store = Store.open(directory)) {
      Ledger ledger = store.ledger(Duration.ofMinutes(2));
      Metrics metrics = new Metrics(new CollectorRegistry(), ledger);
      assertThat(metrics.render().lines()).containsExactlyInAnyOrderElementsOf(before.lines().toList());
      for (long second = 70; second <= 190; second += 10) {
        ledger.record(poll(second));
      }
      assertThat(metrics.render()).contains("alertname=\"Loud\",priority=\"p3\",outcome=\"actionable\",reason=\"\","
          + "policy=\"\",} 1.0", "outcome=\"suppressed\",reason=\"silence\",policy=\"shop/nightly\",} 1.0")
          .doesNotContain("shizuka_alert_episodes_open{");
    }
  }

  @Test
  void whatIsNoLongerDeclaredIsNoLongerShown() {
    try (Store store = Store.open(directory)) {
      Ledger ledger = store.ledger(Duration.ofMinutes(2));
      Metrics metrics = new Metrics(new CollectorRegistry(), ledger);
      fire(ledger);
      metrics.accept(catalog("main", expiring(START)));
      metrics.accept(ruleSync());
      metrics.accept(silenceSync());
      metrics.accept(inhibitionSync("Synced", 1));
      metrics.accept(catalog("other", expiring(null)));
      metrics.accept(ruleSync());
      metrics.accept(inhibitionSync("Synced", 1));
      assertThat(metrics.render()).doesNotContain("shizuka_backend_rules{", "shizuka_backend_sync_seconds_count{",
          "shizuka_backend_drift_corrected_total{", "shizuka_policy_expiry_timestamp_seconds{",
          "shizuka_alert_episodes_open{").contains("shizuka_alert_episodes_total{backend=\"main\"");
    }
  }
}
