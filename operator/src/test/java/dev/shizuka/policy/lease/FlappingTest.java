package dev.shizuka.policy.lease;

import static dev.shizuka.policy.lease.Days.at;
import static dev.shizuka.policy.lease.Days.instance;
import static dev.shizuka.policy.lease.Days.policy;
import static dev.shizuka.policy.lease.Days.set;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.policy.CompiledPolicy;
import dev.shizuka.policy.Condition;
import dev.shizuka.policy.Matcher;
import dev.shizuka.policy.MatcherSet;
import dev.shizuka.policy.Operation;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FlappingTest {
  private static final Condition RULE = new Condition.Flapping(4, Duration.ofMinutes(30), Duration.ofMinutes(10));
  private static final MatcherSet SLOW = set("alertname", "Slow");
  private static final CompiledPolicy POLICY = policy("f", RULE, SLOW);

  private final Days days = new Days(POLICY);

  private static Instance slow(long second) {
    return instance(second, "alertname", "Slow", "node", "a");
  }

  /** The fourth change comes at 30. */
  private void flap() {
    days.look(0, slow(0));
    days.look(10);
    days.look(20, slow(20));
    days.look(30);
  }

  @Test
  void isQuietFromTheFourthChangeWhetherItFiresOrNotAndTold() {
    days.look(0, slow(0));
    days.look(10);
    assertThat(days.look(20, slow(20)).leases()).isEmpty();
    Step absent = days.look(30);
    assertThat(absent.leases()).containsExactly(
        new Lease(POLICY.id(), set("alertname", "Slow", "node", "a"), at(30), at(330)));
    assertThat(absent.flaps()).containsExactly(new Flap(POLICY.id(), slow(0).labels(), at(30), at(330)));
    assertThat(absent.kept()).isEmpty();
    assertThat(days.look(40, slow(40)).kept()).containsKey(slow(0).fingerprint());
  }

  @Test
  void isHeardAgainWhenItKeptItsStateForLongEnough() {
    flap();
    days.look(40, slow(40));
    for (int second = 100; second <= 600; second += 100) {
      assertThat(days.look(second, slow(40)).flaps()).extracting(Flap::since).containsExactly(at(30));
    }
    Step last = days.look(639, slow(40));
    assertThat(last.leases()).extracting(Lease::endsAt).containsExactly(at(640));
    assertThat(days.look(640, slow(40)).leases()).isEmpty();
  }

  @Test
  void anEndAndABeginningBetweenTwoLooksAreTwoChanges() {
    days.look(0, slow(0));
    days.look(10, slow(5));
    assertThat(days.look(20, slow(15)).flaps()).hasSize(1);
  }

  @Test
  void whatReplicasDifferInIsNoChange() {
    for (int second = 100; second < 200; second += 10) {
      assertThat(days.look(second, slow(second % 20)).flaps()).isEmpty();
    }
  }

  @Test
  void whatAnUnwitnessedLookMissesIsNoChange() {
    days.look(0, slow(0));
    for (int second = 10; second < 100; second += 20) {
      days.unwitnessed(second);
      assertThat(days.look(second + 10, slow(0)).flaps()).isEmpty();
    }
  }

  @Test
  void whatIsProtectedIsForgottenAndHeard() {
    flap();
    days.declare(policy("f", RULE, SLOW.and(new Matcher("node", Operation.NOT_EQUAL, "a"))));
    assertThat(days.look(40, slow(40)).leases()).isEmpty();
    days.declare(POLICY);
    assertThat(days.look(50, slow(40)).leases()).isEmpty();
  }

  @Test
  void aRestartForgetsNothingAndCountsWhatEndedMeanwhile() {
    flap();
    days.look(40, slow(40));
    Step before = days.look(50, slow(40));
    days.restart();
    Step after = days.unwitnessed(60, slow(40));
    assertThat(after.leases()).extracting(Lease::matchers).containsExactly(before.leases().getFirst().matchers());
    assertThat(after.state().rememberedAs(before.state())).isTrue();
    days.restart();
    days.unwitnessed(70);
    assertThat(days.look(80).flaps()).extracting(Flap::since).containsExactly(at(30));
    assertThat(days.look(679).leases()).hasSize(1);
    assertThat(days.look(680).leases()).isEmpty();
  }

  @Test
  void aQuietInstanceIsForgotten() {
    days.look(0, slow(0));
    assertThat(days.state().rememberedAs(LeaseState.START)).isFalse();
    days.look(1900, slow(0));
    assertThat(days.state().rememberedAs(LeaseState.START)).isTrue();
    assertThat(days.state().text()).isEqualTo(LeaseState.START.text());
  }

  @Test
  void aTextThatCannotBeReadIsAStart() {
    for (String text : new String[]{"", "{", "[]", "null", "{\"version\":2}", "{\"version\":1,\"flapping\":[{}]}",
        "{\"version\":1,\"flapping\":7}"}) {
      assertThat(LeaseState.read(text).rememberedAs(LeaseState.START)).as(text).isTrue();
    }
  }

  @Test
  void noMoreThanTenThousandAreRememberedTheLatest() {
    Instance[] many = IntStream.range(0, Histories.MOST + 5)
        .mapToObj(node -> instance(node, "alertname", "Slow", "node", "n" + node)).toArray(Instance[]::new);
    days.look(Histories.MOST + 10, many);
    assertThat(days.state().histories().all()).hasSizeLessThanOrEqualTo(Histories.MOST)
        .doesNotContainKey(new HistoryKey(POLICY.id(), many[0].fingerprint()))
        .containsKey(new HistoryKey(POLICY.id(), many[many.length - 1].fingerprint()));
  }

  @Test
  void theFirstPolicyThatEnforcesTellsOfIt() {
    CompiledPolicy observing = policy("a", RULE, dev.shizuka.api.SuppressionPolicySpec.Mode.Observe, Days.EXPIRES,
        SLOW);
    days.declare(policy("z", RULE, SLOW), POLICY, observing);
    flap();
    Step step = days.look(40, slow(40));
    assertThat(step.flaps()).extracting(Flap::policy).containsExactly(POLICY.id());
    assertThat(step.kept().get(slow(0).fingerprint())).hasSize(3);
    assertThat(step.leases()).hasSize(2);
  }
}
