package dev.shizuka.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.policy.CompiledPolicy;
import dev.shizuka.policy.IndexWorld;
import dev.shizuka.policy.PolicyIndex;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CoverageCacheTest {
  private final IndexWorld world = IndexWorld.of(1, 100, 50);
  private final PolicyIndex index = PolicyIndex.of(world.policies());

  @Test
  void saysWhatTheIndexSaysSeenOrNot() {
    CoverageCache cache = new CoverageCache(index);
    for (int round = 0; round < 3; round++) {
      for (int number = 0; number < world.alerts().size(); number++) {
        Map<String, String> alert = world.alerts().get(number);
        assertThat(cache.covering("f" + number, alert)).isEqualTo(index.covering(alert));
      }
    }
    assertThat(cache.size()).isEqualTo(world.alerts().size());
  }

  @Test
  void asksTheIndexOnceForAnAlert() {
    CoverageCache cache = new CoverageCache(index);
    Map<String, String> alert = world.alerts().stream().filter(labels -> !index.covering(labels).isEmpty()).findFirst()
        .orElseThrow();
    assertThat(cache.covering("f", alert)).isSameAs(cache.covering("f", alert)).isNotEmpty();
  }

  @Test
  void isBoundedAndKeepsWhatIsAskedForOften() {
    CoverageCache cache = new CoverageCache(index, 10);
    List<CompiledPolicy> kept = cache.covering("often", world.alerts().getFirst());
    for (int number = 0; number < 1000; number++) {
      List<CompiledPolicy> unused = cache.covering("f" + number, world.alerts().get(number % 50));
      assertThat(cache.covering("often", world.alerts().getFirst())).isSameAs(kept);
      assertThat(cache.size()).isLessThanOrEqualTo(10);
    }
  }

  @Test
  void otherPoliciesMeanAnEmptyCacheAndEqualOnesTheSame() {
    CoverageCache cache = new CoverageCache(index).following(index.policies());
    List<CompiledPolicy> before = cache.covering("f", world.alerts().getFirst());
    assertThat(cache.following(List.copyOf(index.policies()))).isSameAs(cache);
    CoverageCache fewer = cache.following(index.policies().subList(0, 50));
    assertThat(fewer.size()).isZero();
    assertThat(fewer.covering("f", world.alerts().getFirst()))
        .isEqualTo(before.stream().filter(index.policies().subList(0, 50)::contains).toList());
  }
}
