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
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A storm that trickles in: ten instances more at each look, every ten seconds, for ten minutes. */
class TrickleTest {
  private static final MatcherSet SLOW = set("alertname", "Slow");
  private static final int LOOKS = 60;
  private static final int EACH = 10;
  /** Looks within {@link Leases#RENEWAL}: until then newcomers are by themselves. */
  private static final int UNMERGED = 12;
  private static final List<Instance> SLOWS = IntStream.rangeClosed(0, LOOKS * EACH)
      .mapToObj(node -> instance(0, "alertname", "Slow", "node", "n" + node)).toList();

  private List<Lease> before = List.of();

  private static Instance down(int node) {
    return instance(0, "alertname", "NodeDown", "node", "n" + node);
  }

  /** At each look exactly those are covered that came, and what goes is covered by a wider one that stands as long. */
  private int look(Days days, long second, int came, IntFunction<Instance> instance) {
    Step step = days.look(second, IntStream.range(0, came).mapToObj(instance).toArray(Instance[]::new));
    for (int node = 0; node < SLOWS.size(); node += 7) {
      assertThat(covers(step, SLOWS.get(node))).as("node %s at %s", node, second).isEqualTo(node < came);
    }
    for (Lease old : before) {
      assertThat(step.leases()).anyMatch(lease -> old.matchers().within(lease.matchers())
          && !lease.endsAt().isBefore(old.endsAt()));
    }
    assertThat(step.leases()).allMatch(lease -> lease.matchers().values("node").orElseThrow().size() <= 64);
    before = step.leases();
    return before.size();
  }

  private static int fewest(int instances) {
    return (instances + Grouping.MOST_VALUES - 1) / Grouping.MOST_VALUES;
  }

  @Test
  void theLeasesOfATrickleStayBelowTwiceTheFewestBesideThoseOfTheLastTwoMinutes() {
    Days days = new Days(policy("i", Days.inhibit(set("alertname", "NodeDown"), SLOW, "node"), SLOW));
    for (int look = 1; look <= LOOKS; look++) {
      assertThat(look(days, 10L * look, EACH * look, TrickleTest::down)).as("look %s", look)
          .isLessThanOrEqualTo(UNMERGED + Math.max(0, 2 * fewest(EACH * look) - 1));
    }
    for (int look = LOOKS + 1; look <= 2 * LOOKS; look++) {
      int leases = look(days, 10L * look, EACH * LOOKS, TrickleTest::down);
      if (look > LOOKS + UNMERGED) {
        assertThat(leases).isLessThan(2 * fewest(EACH * LOOKS));
      }
    }
  }

  @Test
  void onceTheyAreFewTheyAreRenewedAsTheyAre() {
    Days days = new Days(policy("i", Days.inhibit(set("alertname", "NodeDown"), SLOW, "node"), SLOW));
    for (int look = 1; look <= LOOKS + UNMERGED; look++) {
      look(days, 10L * look, EACH * Math.min(look, LOOKS), TrickleTest::down);
    }
    List<MatcherSet> few = before.stream().map(Lease::matchers).toList();
    for (int look = LOOKS + UNMERGED + 1; look <= 2 * LOOKS; look++) {
      look(days, 10L * look, EACH * LOOKS, TrickleTest::down);
      assertThat(before).extracting(Lease::matchers).isEqualTo(few);
    }
  }

  @Test
  void thoseThatAreHeldShareALeaseWithThoseThatEndWhenTheyDo() {
    CompiledPolicy hold = policy("h", new Condition.Hold(Duration.ofMinutes(20)), SLOW);
    Days days = new Days(hold);
    int halfMinutes = (int) (LOOKS * 10 / Demands.BUCKET);
    for (int look = 1; look <= LOOKS + UNMERGED; look++) {
      int came = EACH * Math.min(look, LOOKS);
      int leases = look(days, 10L * look, came, node -> instance(10L * (node / EACH + 1), "alertname", "Slow", "node",
          "n" + node));
      assertThat(leases).as("look %s", look).isLessThanOrEqualTo(UNMERGED + halfMinutes + 1);
    }
    assertThat(before).hasSizeLessThanOrEqualTo(halfMinutes + 1);
  }

  @Test
  void oneByOneComesToFewToo() {
    Days days = new Days(policy("h", new Condition.Hold(Duration.ofHours(2)), SLOW));
    List<Instance> firing = new ArrayList<>();
    for (int look = 0; look < LOOKS; look++) {
      firing.add(instance(0, "alertname", "Slow", "node", "n" + look % 8, "pod", "p" + look / 8));
      Step step = days.look(10L * look, firing.toArray(Instance[]::new));
      assertThat(firing).allMatch(instance -> covers(step, instance));
      assertThat(covers(step, instance(0, "alertname", "Slow", "node", "n0", "pod", "p9"))).isFalse();
      assertThat(step.leases()).as("look %s", look).hasSizeLessThanOrEqualTo(UNMERGED + 2 * (look / 8 + 1));
    }
  }
}
