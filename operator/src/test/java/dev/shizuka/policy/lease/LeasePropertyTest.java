package dev.shizuka.policy.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.policy.CompiledPolicy;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The engine against {@link NaiveConditions}, look by look. */
class LeasePropertyTest {
  @Property(tries = 80)
  void keepsWhatTheDefinitionsKeepAndLeasesThatAndNothingElse(@ForAll long seed) {
    LeaseWorld world = new LeaseWorld(seed);
    List<CompiledPolicy> policies = world.policies(6);
    Days days = new Days(policies);
    NaiveConditions naive = new NaiveConditions();
    for (int number = 0; number < 25; number++) {
      Look look = world.look();
      naive.look(look);
      Step step = days.look(look);
      policies.forEach(policy -> look.instances().forEach(
          instance -> compare(step, policy, instance, naive.keeps(policy, instance))));
      limits(step, look);
    }
  }

  private static void compare(Step step, CompiledPolicy policy, Instance instance, boolean keeps) {
    boolean kept = step.kept().getOrDefault(instance.fingerprint(), List.of()).contains(policy.id());
    boolean leased = step.leases().stream()
        .anyMatch(lease -> lease.policy().equals(policy.id()) && lease.matchers().matches(instance.labels()));
    if (kept != keeps || leased != (keeps && policy.mode() == Mode.Enforce)) {
      fail("%s by %s: should be kept %s, is kept %s and leased %s", instance, policy, keeps, kept, leased);
    }
  }

  private static void limits(Step step, Look look) {
    assertThat(step.leases()).isSortedAccordingTo(java.util.Comparator.comparing(Lease::policy)
        .thenComparing(lease -> lease.matchers().toString()));
    assertThat(step.leases()).allMatch(lease -> lease.endsAt().isAfter(look.at())
        && !lease.endsAt().isAfter(look.at().plus(Leases.LENGTH)) && !lease.startsAt().isAfter(look.at()));
  }

  @Property(tries = 30)
  void theSameLookAgainChangesNothing(@ForAll long seed) {
    LeaseWorld world = new LeaseWorld(seed);
    Days days = new Days(world.policies(6));
    for (int number = 0; number < 10; number++) {
      Look look = world.look();
      Step once = days.look(look);
      LeaseState state = days.state();
      Step again = days.look(look);
      assertThat(again.leases()).isEqualTo(once.leases());
      assertThat(again.kept()).isEqualTo(once.kept());
      assertThat(again.flaps()).isEqualTo(once.flaps());
      assertThat(again.state().rememberedAs(state)).isTrue();
    }
  }

  @Property(tries = 30)
  void aRestartForgetsNoFlapAndKeepsWhatWasKept(@ForAll long seed) {
    LeaseWorld world = new LeaseWorld(seed);
    List<CompiledPolicy> policies = world.policies(6);
    Days days = new Days(policies);
    for (int number = 0; number < 15; number++) {
      Look look = world.look();
      Step before = days.look(look);
      LeaseState state = days.state();
      days.restart();
      assertThat(days.state().rememberedAs(state)).isTrue();
      Step after = days.look(look);
      assertThat(after.kept()).isEqualTo(before.kept());
      assertThat(after.flaps()).extracting(Flap::policy, Flap::labels, Flap::since)
          .isEqualTo(
              before.flaps().stream().map(flap -> org.assertj.core.groups.Tuple.tuple(flap.policy(), flap.labels(),
                  flap.since())).toList());
    }
  }

  @Property(tries = 30)
  void anUnwitnessedLookStillCoversNothingThatIsNotKept(@ForAll long seed) {
    LeaseWorld world = new LeaseWorld(seed);
    List<CompiledPolicy> policies = world.policies(6);
    Days days = new Days(policies);
    for (int number = 0; number < 25; number++) {
      Look look = world.look();
      Step step = days.look(new Look(look.at(), look.instances(), number % 3 == 0));
      Map<String, List<dev.shizuka.catalog.ResourceId>> kept = step.kept();
      policies.forEach(policy -> look.instances().forEach(instance -> compare(step, policy, instance,
          kept.getOrDefault(instance.fingerprint(), List.of()).contains(policy.id()))));
    }
  }
}
