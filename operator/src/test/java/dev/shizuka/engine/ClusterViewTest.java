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
import dev.shizuka.compile.Priorities;
import dev.shizuka.policy.CompiledPolicy;
import dev.shizuka.policy.MatcherSet;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClusterViewTest {
  private static final ResourceId SHOP = new ResourceId(Kind.SUPPRESSION_POLICY, "shop", "nightly");
  private static final ResourceId ELSEWHERE = new ResourceId(Kind.SUPPRESSION_POLICY, "infra", "nightly");
  private static final ResourceId EVERYWHERE = new ResourceId(Kind.CLUSTER_SUPPRESSION_POLICY, "", "nightly");

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
}
