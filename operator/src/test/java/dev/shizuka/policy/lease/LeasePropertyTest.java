package dev.shizuka.policy.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.policy.CompiledPolicy;
import dev.shizuka.testbed.Testbed;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** The engine against {@link NaiveConditions}, look by look. */
class LeasePropertyTest {
  private static void worlds(int count, LongConsumer world) {
    LongStream.range(0, Testbed.scale(count)).forEach(world);
  }

  @Test
  void keepsWhatTheDefinitionsKeepAndLeasesThatAndNothingElse() {
    worlds(80, seed -> {
      LeaseWorld world = new LeaseWorld(seed);
      List<CompiledPolicy> policies = world.policies(6);
      Days days = new Days(policies);
      NaiveConditions naive = new NaiveConditions();
      for (int number = 0; number < 25; number++) {
        Look look = world.look();
        naive.look(look);
        Step step = days.look(look);
        compare(step, look, policies, naive::keeps);
        limits(step, look);
      }
    });
  }

  private static void compare(Step step, Look look, List<CompiledPolicy> policies,
      BiPredicate<CompiledPolicy, Instance> keeps) {
    Map<ResourceId, List<Lease>> leases = step.leases().stream().collect(Collectors.groupingBy(Lease::policy));
    for (CompiledPolicy policy : policies) {
      List<Lease> own = leases.getOrDefault(policy.id(), List.of());
      for (Instance instance : look.instances()) {
        boolean kept = step.kept().getOrDefault(instance.fingerprint(), List.of()).contains(policy.id());
        boolean leased = own.stream().anyMatch(lease -> lease.matchers().matches(instance.labels()));
        boolean should = keeps.test(policy, instance);
        if (kept != should || leased != (should && policy.mode() == Mode.Enforce)) {
          fail("%s by %s: should be kept %s, is kept %s and leased %s", instance, policy, should, kept, leased);
        }
      }
    }
  }

  private static void limits(Step step, Look look) {
    assertThat(step.leases()).isSortedAccordingTo(Comparator.comparing(Lease::policy)
        .thenComparing(lease -> lease.matchers().toString()));
    assertThat(step.leases()).allMatch(lease -> lease.endsAt().isAfter(look.at())
        && !lease.endsAt().isAfter(look.at().plus(Leases.LENGTH)) && !lease.startsAt().isAfter(look.at()));
  }

  @Test
  void theSameLookAgainChangesNothing() {
    worlds(30, seed -> {
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
    });
  }

  @Test
  void aRestartForgetsNoFlapAndKeepsWhatWasKept() {
    worlds(30, seed -> {
      LeaseWorld world = new LeaseWorld(seed);
      Days days = new Days(world.policies(6));
      for (int number = 0; number < 15; number++) {
        Look look = world.look();
        Step before = days.look(look);
        LeaseState state = days.state();
        days.restart();
        assertThat(days.state().rememberedAs(state)).isTrue();
        Step after = days.look(look);
        assertThat(after.kept()).isEqualTo(before.kept());
        assertThat(told(after)).isEqualTo(told(before));
      }
    });
  }

  private static List<Tuple> told(Step step) {
    return step.flaps().stream().map(flap -> Tuple.tuple(flap.policy(), flap.labels(), flap.since())).toList();
  }

  @Test
  void anUnwitnessedLookStillCoversNothingThatIsNotKept() {
    worlds(30, seed -> {
      LeaseWorld world = new LeaseWorld(seed);
      List<CompiledPolicy> policies = world.policies(6);
      Days days = new Days(policies);
      for (int number = 0; number < 25; number++) {
        Look look = world.look();
        Step step = days.look(new Look(look.at(), look.instances(), number % 3 == 0));
        compare(step, look, policies, (policy, instance) -> step.kept()
            .getOrDefault(instance.fingerprint(), List.of()).contains(policy.id()));
      }
    });
  }
}
