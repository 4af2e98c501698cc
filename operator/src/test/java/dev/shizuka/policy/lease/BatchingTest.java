package dev.shizuka.policy.lease;

import static dev.shizuka.policy.lease.Days.covers;
import static dev.shizuka.policy.lease.Days.instance;
import static dev.shizuka.policy.lease.Days.policy;
import static dev.shizuka.policy.lease.Days.set;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.policy.CompiledPolicy;
import dev.shizuka.policy.Condition;
import dev.shizuka.policy.MatcherSet;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchingTest {
  private static final MatcherSet SLOW = set("alertname", "Slow");
  private static final CompiledPolicy HOLD = policy("h", new Condition.Hold(Duration.ofMinutes(10)), SLOW);
  private static final CompiledPolicy INHIBIT = policy("i",
      Days.inhibit(set("alertname", "NodeDown"), SLOW, "node", "zone"), SLOW);

  private static Instance slow(String... labels) {
    return instance(0, IntStream.range(0, labels.length + 2)
        .mapToObj(at -> at == 0 ? "alertname" : at == 1 ? "Slow" : labels[at - 2]).toArray(String[]::new));
  }

  private static List<String> texts(Step step) {
    return step.leases().stream().map(lease -> lease.matchers().toString()).toList();
  }

  @Test
  void membersThatDifferInOneLabelShareALeaseAndItCoversNoMixture() {
    Step step = new Days(HOLD).look(0, slow("node", "a", "pod", "x"), slow("node", "b", "pod", "x"),
        slow("node", "b", "pod", "y"));
    assertThat(texts(step)).containsExactly("{alertname=\"Slow\",node=\"b\",pod=\"y\"}",
        "{alertname=\"Slow\",node=~\"a|b\",pod=\"x\"}");
    assertThat(covers(step, slow("node", "a", "pod", "y"))).isFalse();
  }

  @Test
  void valuesAreLiterals() {
    Step step = new Days(HOLD).look(0, slow("node", "a.c"), slow("node", "b|d"));
    assertThat(texts(step)).containsExactly("{alertname=\"Slow\",node=~\"a\\\\.c|b\\\\|d\"}");
    assertThat(covers(step, slow("node", "abc"))).isFalse();
    assertThat(covers(step, slow("node", "d"))).isFalse();
    assertThat(covers(step, slow("node", "b|d"))).isTrue();
  }

  @Test
  void noAlternationHasMoreThan64ValuesOrFourKibibytes() {
    String filler = "ü.".repeat(500);
    Instance[] large = IntStream.range(0, 10).mapToObj(node -> slow("node", filler + node)).toArray(Instance[]::new);
    Step step = new Days(HOLD).look(0, large);
    assertThat(step.leases()).hasSize(5);
    assertThat(large).allMatch(instance -> covers(step, instance));
  }

  @Test
  void anInhibitionWithoutALabelIsOneThatLacksIt() {
    Step step = new Days(INHIBIT).look(0, instance(0, "alertname", "NodeDown", "node", "a"),
        instance(0, "alertname", "NodeDown", "node", "a", "zone", "z"));
    assertThat(texts(step)).containsExactly("{alertname=\"Slow\",node=\"a\",zone=~\"|z\"}");
    assertThat(covers(step, slow("node", "a"))).isTrue();
    assertThat(covers(step, slow("node", "a", "zone", "y"))).isFalse();
  }

  @Test
  void newcomersComeIntoNewBatches() {
    Days days = new Days(HOLD);
    List<Lease> first = days.look(0, slow("node", "a"), slow("node", "b")).leases();
    List<Lease> second = days.look(10, slow("node", "a"), slow("node", "b"), slow("node", "c")).leases();
    assertThat(second).hasSize(2).containsAll(first);
  }

  @Test
  void anAlertWithMoreLabelsIsHeardThoughALeaseOfOneWithFewerStands() {
    Days days = new Days(HOLD);
    List<Lease> before = days.look(0, slow("node", "a")).leases();
    Instance more = instance(-900, "alertname", "Slow", "node", "a", "pod", "x");
    Step step = days.look(10, slow("node", "a"), more);
    assertThat(texts(step)).containsExactly("{alertname=\"Slow\",node=\"a\",pod=\"\"}");
    assertThat(covers(step, more)).isFalse();
    assertThat(step.leases()).isNotEqualTo(before);
    assertThat(days.look(20, slow("node", "a")).leases()).isEqualTo(step.leases());
  }
}
