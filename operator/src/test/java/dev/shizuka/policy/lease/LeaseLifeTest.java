package dev.shizuka.policy.lease;

import static dev.shizuka.policy.lease.Days.at;
import static dev.shizuka.policy.lease.Days.covers;
import static dev.shizuka.policy.lease.Days.instance;
import static dev.shizuka.policy.lease.Days.policy;
import static dev.shizuka.policy.lease.Days.set;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.policy.CompiledPolicy;
import dev.shizuka.policy.Condition;
import dev.shizuka.policy.MatcherSet;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LeaseLifeTest {
  private static final MatcherSet NODE_DOWN = set("alertname", "NodeDown");
  private static final MatcherSet SLOW = set("alertname", "Slow");
  private static final CompiledPolicy INHIBIT = policy("i", Days.inhibit(NODE_DOWN, SLOW, "node"), SLOW);
  private static final CompiledPolicy HOLD = policy("h", new Condition.Hold(Duration.ofMinutes(10)), SLOW);

  private static Instance down(String node) {
    return instance(0, "alertname", "NodeDown", "node", node);
  }

  private static Instance slow(long second, String node) {
    return instance(second, "alertname", "Slow", "node", node);
  }

  @Test
  void aLeaseEndsFiveMinutesAfterTheLastWordOfShizuka() {
    Step step = new Days(INHIBIT).look(10, down("a"));
    assertThat(step.leases()).containsExactly(
        new Lease(INHIBIT.id(), set("alertname", "Slow", "node", "a"), at(10), at(310)));
  }

  @Test
  void aQuietLookChangesNothingAndTwoMinutesRenew() {
    Days days = new Days(INHIBIT);
    List<Lease> first = days.look(0, down("a")).leases();
    for (int second = 10; second < 120; second += 10) {
      assertThat(days.look(second, down("a")).leases()).isEqualTo(first);
    }
    assertThat(days.look(120, down("a")).leases()).containsExactly(
        new Lease(INHIBIT.id(), first.getFirst().matchers(), at(0), at(420)));
    assertThat(days.look(230, down("a")).leases()).extracting(Lease::endsAt).containsExactly(at(420));
  }

  @Test
  void aSourceThatCeasesTakesItsLeaseAlongAndOthersStay() {
    Days days = new Days(INHIBIT);
    days.look(0, down("a"));
    List<Lease> both = days.look(10, down("a"), down("b")).leases();
    assertThat(both).hasSize(2);
    assertThat(days.look(20, down("b")).leases()).containsExactly(both.get(1));
    assertThat(days.look(30).leases()).isEmpty();
  }

  @Test
  void aPolicyThatIsGoneObservesOnlyOrExpiredHasNoLease() {
    Days days = new Days(INHIBIT);
    days.look(0, down("a"));
    days.declare();
    assertThat(days.look(10, down("a")).leases()).isEmpty();
    days.declare(policy("i", Days.inhibit(NODE_DOWN, SLOW, "node"), Mode.Observe, Days.EXPIRES, SLOW));
    Step observed = days.look(20, down("a"), slow(0, "a"));
    assertThat(observed.leases()).isEmpty();
    assertThat(observed.kept()).containsKey(slow(0, "a").fingerprint());
    days.declare(policy("i", Days.inhibit(NODE_DOWN, SLOW, "node"), Mode.Enforce, at(60), SLOW));
    assertThat(days.look(30, down("a")).leases()).extracting(Lease::endsAt).containsExactly(at(60));
    Step expired = days.look(60, down("a"), slow(0, "a"));
    assertThat(expired.leases()).isEmpty();
    assertThat(expired.kept()).isEmpty();
  }

  @Test
  void protectionThatChangesReplacesTheLease() {
    Days days = new Days(INHIBIT);
    days.look(0, down("a"));
    MatcherSet narrower = set("alertname", "Slow", "priority", "p3");
    days.declare(policy("i", Days.inhibit(NODE_DOWN, narrower, "node"), narrower));
    assertThat(days.look(10, down("a")).leases()).extracting(Lease::matchers)
        .containsExactly(set("alertname", "Slow", "node", "a", "priority", "p3"));
  }

  @Test
  void aHoldEndsWhenTheInstanceHasFiredForLongEnough() {
    Days days = new Days(HOLD);
    assertThat(days.look(5, slow(0, "a")).leases()).extracting(Lease::endsAt).containsExactly(at(305));
    Instance old = slow(-600, "b");
    Step later = days.look(400, slow(0, "a"), old);
    assertThat(later.leases()).extracting(Lease::endsAt).containsExactly(at(600));
    assertThat(covers(later, old)).isFalse();
    assertThat(days.look(599, slow(0, "a")).kept()).containsKey(slow(0, "a").fingerprint());
    Step heard = days.look(600, slow(0, "a"));
    assertThat(heard.leases()).isEmpty();
    assertThat(heard.kept()).isEmpty();
  }

  @Test
  void anInstanceThatBeganAgainIsHeldAnewAndOneWhoseReplicasDifferIsNot() {
    Days days = new Days(HOLD);
    days.look(10, slow(0, "a"));
    days.look(20, slow(8, "a"));
    assertThat(days.look(605, slow(8, "a")).leases()).isEmpty();
    assertThat(days.look(620, slow(610, "a")).leases()).extracting(Lease::endsAt).containsExactly(at(920));
  }

  @Test
  void aClockThatIsAheadHoldsNothingLonger() {
    Days days = new Days(HOLD);
    days.look(0, slow(7200, "a"));
    for (int second = 200; second < 600; second += 200) {
      assertThat(days.look(second, slow(7200, "a")).leases()).hasSize(1);
    }
    assertThat(days.look(600, slow(7200, "a")).leases()).isEmpty();
  }

  @Test
  void aBatchOfHoldsStaysWhenOneResolvesAndItsMembersEndTogether() {
    Days days = new Days(HOLD);
    List<Lease> first = days.look(50, slow(0, "a"), slow(10, "b"), slow(45, "c")).leases();
    assertThat(first).hasSize(2);
    assertThat(days.look(60, slow(10, "b"), slow(45, "c")).leases()).isEqualTo(first);
    List<Lease> renewed = days.look(400, slow(10, "b"), slow(45, "c")).leases();
    assertThat(renewed).extracting(Lease::endsAt).containsExactlyInAnyOrder(at(610), at(645));
  }

  @Test
  void whatAnUnwitnessedLookMissesIsNeitherEndedNorRenewed() {
    Days days = new Days(INHIBIT);
    List<Lease> first = days.look(0, down("a"), down("b")).leases();
    assertThat(days.unwitnessed(60, down("b")).leases()).isEqualTo(first);
    assertThat(days.unwitnessed(60, slow(0, "a")).kept()).containsKey(slow(0, "a").fingerprint());
    Step due = days.unwitnessed(130, down("b"), slow(0, "a"));
    assertThat(due.leases()).extracting(Lease::endsAt).containsExactly(at(300), at(430));
    assertThat(covers(due, slow(0, "a"))).isTrue();
    Step ended = days.unwitnessed(300, down("b"), slow(0, "a"));
    assertThat(ended.leases()).hasSize(1);
    assertThat(ended.kept()).isEmpty();
  }

  @Test
  void whatARestartedAlertmanagerDoesNotShowAfterTwoMinutesHasEnded() {
    Days days = new Days(INHIBIT);
    days.look(0, down("a"));
    days.unwitnessed(10);
    assertThat(days.look(20).leases()).hasSize(1);
    assertThat(days.look(119).leases()).hasSize(1);
    assertThat(days.look(120).leases()).isEmpty();
  }

  @Test
  void aLeaseThatLapsedBetweenTwoLooksIsMadeAnew() {
    Days days = new Days(INHIBIT);
    days.look(0, down("a"));
    assertThat(days.look(1000, down("a")).leases()).extracting(Lease::startsAt, Lease::endsAt)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(at(1000), at(1300)));
  }

  @Test
  void ofTwoThatFlapNeitherIsHeardWhenTheOtherOnesQuietEnds() {
    CompiledPolicy flapping = policy("f", new Condition.Flapping(2, Duration.ofMinutes(30), Duration.ofMinutes(10)),
        SLOW);
    Days days = new Days(flapping);
    days.look(0);
    days.look(10, slow(10, "a"), slow(10, "b"));
    assertThat(days.look(20).leases()).hasSize(1);
    days.look(300, slow(300, "b"));
    for (int second = 310; second < 900; second += 50) {
      assertThat(covers(days.look(second, slow(300, "b")), slow(300, "b"))).isTrue();
    }
    assertThat(days.look(900, slow(300, "b")).leases()).isEmpty();
  }

  @Test
  void stormsComeToFewLeases() {
    Instance[] downs = IntStream.range(0, 1000).mapToObj(node -> down("node-" + node)).toArray(Instance[]::new);
    Step step = new Days(INHIBIT).look(0, downs);
    assertThat(step.leases()).hasSize(16);
    Instance[] slows = IntStream.range(0, 1000).mapToObj(node -> slow(0, "node-" + node)).toArray(Instance[]::new);
    Step held = new Days(HOLD).look(0, slows);
    assertThat(held.leases()).hasSize(16);
    assertThat(slows).allMatch(slow -> covers(held, slow));
    assertThat(covers(held, slow(0, "node-1000"))).isFalse();
  }
}
