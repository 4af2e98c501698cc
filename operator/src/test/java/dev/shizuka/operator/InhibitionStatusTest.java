package dev.shizuka.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.api.MonitoringBackendSpec.Alertmanager;
import dev.shizuka.api.MonitoringBackendSpec.Inhibition;
import dev.shizuka.api.MonitoringBackendSpec.InhibitionSecret;
import dev.shizuka.api.MonitoringBackendSpec.SecretKey;
import dev.shizuka.api.MonitoringBackendStatus;
import dev.shizuka.api.SuppressionPolicySpec;
import dev.shizuka.api.SuppressionPolicySpec.Inhibit;
import dev.shizuka.api.SuppressionPolicySpec.Match;
import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.api.SuppressionPolicySpec.Realise;
import dev.shizuka.api.SuppressionPolicyStatus;
import dev.shizuka.backend.InhibitionSync;
import dev.shizuka.backend.Replica;
import dev.shizuka.backend.SilenceSync;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.ApprovalSource;
import dev.shizuka.compile.LastGoodPriorities;
import dev.shizuka.compile.PolicyCompiler;
import dev.shizuka.compile.PolicySurroundings;
import dev.shizuka.engine.Results;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What statuses say of a policy that Alertmanager's own rules realise. */
class InhibitionStatusTest {
  private static final SuppressionPolicySpec POLICY = new SuppressionPolicySpec(Mode.Enforce, "r", null,
      Sample.NOW.plus(Duration.ofDays(30)), List.of(new Match(List.of("alertname=\"ServiceDown\""))), null, null,
      new Inhibit(List.of(new Match(List.of("alertname=\"NodeDown\""))), List.of("node"), Realise.Native), null, null,
      null);
  private static final MonitoringBackendSpec BACKEND = new MonitoringBackendSpec(null, null, false, null,
      new Alertmanager(List.of("http://a:9093"), new Inhibition(new InhibitionSecret("monitoring",
          new SecretKey("base", "a.yaml"), new SecretKey("output", "a.yaml")), null)),
      null, null);

  private static InhibitionSync sync(String reason, boolean inForce, int drift) {
    Map<ResourceId, String> failures = reason.equals("InhibitionRefused") ? Map.of(Sample.POLICY, "bad") : Map.of();
    return new InhibitionSync("main", Sample.NOW, Duration.ZERO, reason.equals("Synced"), reason, "words",
        List.of(new Replica("http://a:9093", true, "0.31.1", "")), inForce ? Set.of(Sample.POLICY) : Set.of(),
        failures, drift);
  }

  private static Board board(Optional<InhibitionSync> sync, boolean leased) {
    Catalog catalog = new Catalog(List.of(), List.of(), List.of(Sample.declared(Sample.POLICY, POLICY)),
        List.of(Sample.declared(Sample.BACKEND, BACKEND)), Map.of(), List.of());
    SilenceSync silences = new SilenceSync("main", Sample.NOW, Duration.ZERO, true, "Synced", "", List.of(), Map.of(),
        leased
            ? Map.of(Sample.POLICY,
                List.of(new SilenceSync.Binding("id", Sample.NOW, Sample.NOW.plusSeconds(300))))
            : Map.of(),
        0, 0);
    return Board.first(new Results(catalog,
        PolicyCompiler.compile(catalog, LastGoodPriorities.NONE,
            new PolicySurroundings(ApprovalSource.NONE, Duration.ofDays(400), Sample.NOW)),
        List.of(Sample.verdict(catalog.backends().getFirst(), List.of())), Map.of(), Map.of("main", silences),
        sync.map(found -> Map.of("main", found)).orElse(Map.of())));
  }

  private static Optional<SuppressionPolicyStatus> policy(Board board) {
    return PolicyReports.of(new Subject<>(Sample.POLICY, 1, POLICY, null), board, Sample.NOW).map(Report::status);
  }

  private static Optional<MonitoringBackendStatus> backend(Board board) {
    return BackendReports.of(new Subject<>(Sample.BACKEND, 1, BACKEND, null), board, Sample.NOW).map(Report::status);
  }

  private static String synced(SuppressionPolicyStatus status) {
    return Conditions.find(status.conditions(), "Synced").map(found -> found.status() + " " + found.reason())
        .orElseThrow();
  }

  @Test
  void nothingIsSaidBeforeTheFirstSyncOfTheRules() {
    assertThat(policy(board(Optional.empty(), false))).isEmpty();
    assertThat(backend(board(Optional.empty(), false))).isEmpty();
  }

  @Test
  void aPolicyIsSyncedOnceAlertmanagerRunsWithItsRules() {
    assertThat(synced(policy(board(Optional.of(sync("Synced", true, 0)), false)).orElseThrow()))
        .isEqualTo("True Synced");
    assertThat(synced(policy(board(Optional.of(sync("Synced", false, 0)), false)).orElseThrow()))
        .isEqualTo("False NotYet");
    assertThat(synced(policy(board(Optional.of(sync("ForeignConfiguration", true, 0)), false)).orElseThrow()))
        .as("the rules go on with the last good base").isEqualTo("True Synced");
    assertThat(synced(policy(board(Optional.of(sync("Synced", true, 0)), true)).orElseThrow()))
        .as("leases of before are ending").isEqualTo("False Ending");
  }

  @Test
  void refusedRulesAreToldOnThePolicyAndOnTheBackend() {
    Board refused = board(Optional.of(sync("InhibitionRefused", false, 0)), false);
    SuppressionPolicyStatus status = policy(refused).orElseThrow();
    assertThat(synced(status)).isEqualTo("False InhibitionRefused");
    SuppressionPolicyStatus before = policy(board(Optional.of(sync("Synced", true, 0)), false)).orElseThrow();
    assertThat(Notices.ofPolicy(before, status)).singleElement().satisfies(notice -> {
      assertThat(notice.reason()).isEqualTo("InhibitionRefused");
      assertThat(notice.note()).contains("Its alerts are heard");
    });
    assertThat(Conditions.find(backend(refused).orElseThrow().conditions(), "Synced").orElseThrow().reason())
        .isEqualTo("InhibitionRefused");
  }

  @Test
  void anOutputThatWasPutBackIsCountedAsDrift() {
    assertThat(backend(board(Optional.of(sync("Synced", true, 1)), false)).orElseThrow().driftCorrected())
        .isEqualTo(1);
  }
}
