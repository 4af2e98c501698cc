package dev.shizuka.compile;

import static dev.shizuka.compile.PolicyObjects.EXPIRES;
import static dev.shizuka.compile.PolicyObjects.FROM;
import static dev.shizuka.compile.PolicyObjects.NOW;
import static dev.shizuka.compile.PolicyObjects.UNTIL;
import static dev.shizuka.compile.PolicyObjects.backend;
import static dev.shizuka.compile.PolicyObjects.catalog;
import static dev.shizuka.compile.PolicyObjects.policy;
import static dev.shizuka.compile.PolicyObjects.priority;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.api.AlertPrioritySpec.Suppression;
import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.api.MonitoringBackendSpec.Alertmanager;
import dev.shizuka.api.SuppressionPolicySpec;
import dev.shizuka.api.SuppressionPolicySpec.Match;
import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.catalog.Catalog;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SilenceCompilerTest {
  private static final Alertmanager ALERTMANAGER = new Alertmanager(List.of("http://localhost:9093"));
  private static final MonitoringBackendSpec EVERYBODY = new MonitoringBackendSpec(null, List.of(), null, null,
      ALERTMANAGER, null, null);
  private static final Catalog CATALOG = catalog(List.of(priority("p4", 4, Suppression.Allowed)),
      List.of(policy("shop", "batch", "job=batch"), policy("", "wide", "priority=p4"),
          policy("shop", "watch", spec(Mode.Observe, UNTIL)), policy("shop", "over", spec(Mode.Enforce, NOW))));

  @Test
  void eachSetOfEachEnforcedPolicyThatIsNotOverBecomesASilence() {
    List<Silence> silences = compile(EVERYBODY);
    assertThat(silences).extracting(silence -> silence.matchers().toString()).containsExactly(
        "{__shizuka__!=\"here/main/ClusterSuppressionPolicy//wide/uid-wide/silence-70fd30f5ed83\",alertname!=\"ShizukaFlapping\",priority=\"p4\"}",
        "{__shizuka__!=\"here/main/SuppressionPolicy/shop/batch/uid-batch/silence-3bd76866acc6\","
            + "alertname!=\"ShizukaFlapping\",job=\"batch\",namespace=\"shop\",priority=\"\"}",
        "{__shizuka__!=\"here/main/SuppressionPolicy/shop/batch/uid-batch/silence-6321a805fcd0\","
            + "alertname!=\"ShizukaFlapping\",job=\"batch\",namespace=\"shop\",priority=\"p4\"}");
    Silence batch = silences.getLast();
    assertThat(batch.startsAt()).isEqualTo(FROM);
    assertThat(batch.endsAt()).isEqualTo(UNTIL);
    assertThat(batch.createdBy()).isEqualTo("shizuka/here");
    assertThat(batch.comment()).isEqualTo("shop/batch: Nobody acts on it (OPS-1)");
    assertThat(Mark.find(batch.matchers().matchers())).contains(batch.mark());
  }

  @Test
  void aBackendTakesPoliciesOfTheNamespacesItSelectsAndOfTheCluster() {
    MonitoringBackendSpec others = new MonitoringBackendSpec(
        new LabelSelectorBuilder().addToMatchLabels("kubernetes.io/metadata.name", "other").build(), List.of(), null,
        null, ALERTMANAGER, null, null);
    assertThat(compile(others)).extracting(silence -> silence.mark().policy().name()).containsExactly("wide");
  }

  @Test
  void aSuspendedBackendAndOneWithoutAlertmanagerHaveNone() {
    assertThat(compile(new MonitoringBackendSpec(null, List.of(), true, null, ALERTMANAGER, null, null))).isEmpty();
    assertThat(compile(new MonitoringBackendSpec(null, List.of(), false, null, null, null, null))).isEmpty();
  }

  @Test
  void eachWindowWithinTheHorizonBecomesASilenceThatItsStartNames() {
    Catalog nightly = catalog(List.of(priority("p4", 4, Suppression.Allowed)),
        List.of(policy("", "nightly", schedule())));
    CompiledPolicies compiled = PolicyCompiler.compile(nightly, LastGoodPriorities.NONE, NOW);
    List<Silence> silences = SilenceCompiler.compile(compiled, backend(EVERYBODY), nightly, "here", NOW);
    assertThat(silences).extracting(silence -> silence.mark().key()).containsExactly(
        "schedule-70fd30f5ed83-20261122T160000Z", "schedule-70fd30f5ed83-20261123T160000Z",
        "schedule-70fd30f5ed83-20261124T160000Z");
    assertThat(silences).extracting(silence -> silence.mark().form()).containsOnly("schedule");
    assertThat(silences.getFirst().startsAt()).isEqualTo(Instant.parse("2026-11-22T16:00:00Z"));
    assertThat(silences.getFirst().endsAt()).isEqualTo(Instant.parse("2026-11-22T19:30:00Z"));
    assertThat(silences.getFirst().matchers().without(Mark.LABEL))
        .hasToString("{alertname!=\"ShizukaFlapping\",priority=\"p4\"}");
  }

  private static SuppressionPolicySpec schedule() {
    return new SuppressionPolicySpec(Mode.Enforce, "r", null, EXPIRES, List.of(new Match(List.of("priority=p4"))), null,
        new SuppressionPolicySpec.Schedule("Asia/Tokyo",
            List.of(new SuppressionPolicySpec.Window(List.of("mon-fri"), null, "01:00", "04:30")), null));
  }

  private static SuppressionPolicySpec spec(Mode mode, Instant until) {
    return new SuppressionPolicySpec(mode, "r", null, EXPIRES, List.of(new Match(List.of("job=batch"))),
        new SuppressionPolicySpec.Silence(FROM, until));
  }

  private static List<Silence> compile(MonitoringBackendSpec spec) {
    CompiledPolicies compiled = PolicyCompiler.compile(CATALOG, LastGoodPriorities.NONE, NOW);
    return SilenceCompiler.compile(compiled, backend(spec), CATALOG, "here", NOW);
  }
}
