package dev.shizuka.backend.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.compile.RuleGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class HalvingTest {
  private final AtomicInteger tries = new AtomicInteger();

  @Test
  void oneCulpritAmongTwentyThousandIsFoundWithinTheBudget() throws Exception {
    List<Change> changes = changes(20_000);
    Halving.Result result = Halving.isolate(changes, 64, without(Set.of(changes.get(12_345)), changes));
    assertThat(result.culprits()).containsExactly(changes.get(12_345));
    assertThat(result.untried()).isEmpty();
    assertThat(tries.get()).isLessThanOrEqualTo(30);
  }

  @Test
  void whatTheBudgetDoesNotReachIsLeftOutAndNotBlamed() throws Exception {
    List<Change> changes = changes(1000);
    Halving.Result result = Halving.isolate(changes, 64, without(Set.copyOf(changes), changes));
    assertThat(tries.get()).isEqualTo(64);
    assertThat(result.culprits()).isNotEmpty();
    assertThat(result.leftOut()).containsExactlyInAnyOrderElementsOf(changes);
    assertThat(result.untried()).doesNotContainAnyElementsOf(result.culprits());
  }

  @Property(tries = 200)
  void exactlyTheCulpritsAreLeftOut(@ForAll @IntRange(min = 5, max = 60) int size,
      @ForAll @Size(min = 1, max = 5) Set<@IntRange(max = 4) Integer> bad) throws Exception {
    List<Change> changes = changes(size);
    Set<Change> culprits = bad.stream().map(index -> changes.get(index * (size - 1) / 4)).collect(Collectors.toSet());
    Halving.Result result = Halving.isolate(changes, 1000, without(culprits, changes));
    assertThat(result.culprits()).isEqualTo(culprits);
    assertThat(result.untried()).isEmpty();
  }

  @Test
  void theLastGoodVersionStandsInForWhatIsLeftOut() {
    RuleGroup good = Groups.group("a", Groups.alert("A", "1"), Groups.alert("B", "1"));
    RuleGroup wanted = Groups.group("a", Groups.alert("A", "2"), Groups.alert("B", "2"), Groups.alert("C", "2"));
    RuleGroup fresh = Groups.group("b", Groups.alert("D", "2"));
    List<Change> changes = Change.between(List.of(wanted, fresh), Map.of(good.owner(), good));
    assertThat(changes).hasSize(5);
    assertThat(Change.without(Set.copyOf(changes), List.of(wanted, fresh), Map.of(good.owner(), good)))
        .containsExactly(good);
    assertThat(Change.without(Set.of(changes.get(1)), List.of(wanted, fresh), Map.of(good.owner(), good)))
        .containsExactly(Groups.group("a", Groups.alert("A", "2"), Groups.alert("B", "1"), Groups.alert("C", "2")),
            fresh);
  }

  @Test
  void whatIsConfirmedIsNoChange() {
    RuleGroup good = Groups.group("a", Groups.alert("A", "1"));
    assertThat(Change.between(List.of(good), Map.of(good.owner(), good))).isEmpty();
  }

  private static List<Change> changes(int count) {
    return new ArrayList<>(IntStream.range(0, count)
        .<Change>mapToObj(index -> new Change.OfRule(Groups.owner("g" + index / 10), Groups.alert("A" + index, "up")))
        .toList());
  }

  private Halving.Trial without(Set<Change> culprits, List<Change> changes) {
    assertThat(changes).containsAll(culprits);
    return leftOut -> {
      tries.incrementAndGet();
      return leftOut.containsAll(culprits);
    };
  }
}
