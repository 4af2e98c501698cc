package dev.shizuka.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.Origin;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.CompiledPolicies;
import dev.shizuka.compile.Mark;
import dev.shizuka.compile.Priorities;
import dev.shizuka.compile.Silence;
import dev.shizuka.plan.ObservedSilence;
import dev.shizuka.policy.CompiledPolicy;
import dev.shizuka.policy.Condition;
import dev.shizuka.policy.Matcher;
import dev.shizuka.policy.MatcherSet;
import dev.shizuka.policy.Operation;
import dev.shizuka.policy.Timing;
import dev.shizuka.policy.lease.Lease;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClusterViewTest {
  private static final ResourceId SHOP = new ResourceId(Kind.SUPPRESSION_POLICY, "shop", "nightly");
  private static final ResourceId ELSEWHERE = new ResourceId(Kind.SUPPRESSION_POLICY, "infra", "nightly");
  private static final ResourceId EVERYWHERE = new ResourceId(Kind.CLUSTER_SUPPRESSION_POLICY, "", "nightly");

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Condition HOLD = new Condition.Hold(Duration.ofHours(1));
  private static final MatcherSet SET = MatcherSet.of(List.of(new Matcher("alertname", Operation.EQUAL, "A")));

  private static CompiledPolicy observing(ResourceId id) {
    return new CompiledPolicy(id, "", Mode.Observe, "", List.of(MatcherSet.of(List.of())), Instant.EPOCH, Instant.MAX);
  }

  @Test
  void observeCountsWhereEnforceWouldSilence() {
    var shop = new LabelSelectorBuilder().addToMatchLabels("kubernetes.io/metadata.name", "shop").build();
    Declared<MonitoringBackendSpec> backend = new Declared<>(new ResourceId(Kind.MONITORING_BACKEND, "", "main"), "", 0,
        new MonitoringBackendSpec(shop, List.of(), false, null,
            new MonitoringBackendSpec.Alertmanager(List.of("http://127.0.0.1:9")), null, null),
        Origin.CLUSTER);
    CompiledPolicies policies = new CompiledPolicies(
        List.of(observing(EVERYWHERE), observing(ELSEWHERE), observing(SHOP)), List.of(), new Priorities(Map.of()),
        false);
    Engine.Compiled compiled = new Engine.Compiled(
        new Catalog(List.of(), List.of(), List.of(), List.of(backend), Map.of(), List.of()), policies, List.of());
    ClusterView view = new ClusterView(Cluster.group(List.of(backend)).getFirst(), compiled, "one");
    assertThat(view.policies().compiled().policies()).extracting(CompiledPolicy::id).containsExactly(EVERYWHERE, SHOP);
  }

  private static CompiledPolicy conditional(Condition condition, Mode mode) {
    return new CompiledPolicy(SHOP, "", mode, "r", List.of(SET), new Timing.Leased(condition, NOW.plusSeconds(60)), "");
  }

  private static ClusterView view(CompiledPolicy policy, boolean suspended, boolean ownsInhibition) {
    MonitoringBackendSpec.Inhibition inhibition = ownsInhibition
        ? new MonitoringBackendSpec.Inhibition(null, new MonitoringBackendSpec.InhibitionFile("a", "b"))
        : null;
    Declared<MonitoringBackendSpec> backend = new Declared<>(new ResourceId(Kind.MONITORING_BACKEND, "", "main"), "", 0,
        new MonitoringBackendSpec(null, List.of(), suspended, null,
            new MonitoringBackendSpec.Alertmanager(List.of("http://127.0.0.1:9"), inhibition), null, null),
        Origin.CLUSTER);
    CompiledPolicies policies = new CompiledPolicies(List.of(policy), List.of(), new Priorities(Map.of()), false);
    Catalog catalog = new Catalog(List.of(), List.of(), List.of(), List.of(backend), Map.of(), List.of());
    return new ClusterView(Cluster.group(List.of(backend)).getFirst(),
        new Engine.Compiled(catalog, policies, List.of()),
        "one");
  }

  private static ObservedSilence standing(MatcherSet matchers, String form) {
    Mark mark = new Mark("one", "main", SHOP, "", form + "-1");
    return new ObservedSilence("id", matchers.and(mark.matcher()), NOW, NOW.plusSeconds(300),
        ObservedSilence.State.ACTIVE, "", "", Optional.of(mark));
  }

  @Test
  void beforeTheFirstLookALeaseStaysOnlyIfItsPolicyStillMakesSuch() {
    MatcherSet leased = SET.and(new Matcher("instance", Operation.EQUAL, "a"));
    CompiledPolicy held = conditional(HOLD, Mode.Enforce);
    assertThat(view(held, false, false).mayStayUnseen(standing(leased, "hold"))).isTrue();
    assertThat(view(held, false, false).mayStayUnseen(standing(leased, "flapping"))).isFalse();
    assertThat(view(held, false, false).mayStayUnseen(standing(MatcherSet.of(List.of()), "hold")))
        .as("a priority was closed meanwhile").isFalse();
    assertThat(view(held, true, false).mayStayUnseen(standing(leased, "hold"))).as("suspended").isFalse();
    assertThat(view(conditional(HOLD, Mode.Observe), false, false).mayStayUnseen(standing(leased, "hold"))).isFalse();
  }

  @Test
  void leasesAreSilencesOfWhatIsStillCoveredAndEndWithTheirPolicy() {
    MatcherSet leased = SET.and(new Matcher("instance", Operation.EQUAL, "a"));
    List<Lease> leases = List.of(new Lease(SHOP, leased, NOW, NOW.plusSeconds(300)),
        new Lease(SHOP, MatcherSet.of(List.of(new Matcher("alertname", Operation.EQUAL, "B"))), NOW,
            NOW.plusSeconds(300)));
    List<Silence> silences = view(conditional(HOLD, Mode.Enforce), false, false).silences(leases, NOW);
    assertThat(silences).hasSize(1);
    assertThat(silences.getFirst().mark().form()).isEqualTo("hold");
    assertThat(silences.getFirst().matchers().without(Mark.LABEL)).isEqualTo(leased);
    assertThat(silences.getFirst().endsAt()).isEqualTo(NOW.plusSeconds(60));
    assertThat(silences.getFirst().comment()).isEqualTo("shop/nightly: r");
    assertThat(view(conditional(HOLD, Mode.Enforce), true, false).silences(leases, NOW)).as("suspended").isEmpty();
    assertThat(view(conditional(HOLD, Mode.Observe), false, false).silences(leases, NOW)).isEmpty();
  }

  @Test
  void inhibitionIsAlertmanagersOwnOnlyWhereItsRulesMayBeWritten() {
    CompiledPolicy own = conditional(new Condition.Inhibit(List.of(SET), List.of(SET), List.of(), List.of(), true),
        Mode.Enforce);
    assertThat(view(own, false, true).policies().natively()).containsExactly(SHOP);
    assertThat(view(own, false, true).policies().leasing()).isEmpty();
    assertThat(view(own, false, false).policies().natively()).isEmpty();
    assertThat(view(own, false, false).policies().leasing()).containsExactly(SHOP);
  }
}
