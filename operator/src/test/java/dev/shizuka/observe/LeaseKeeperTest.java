package dev.shizuka.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.Memory;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.CompiledPolicies;
import dev.shizuka.compile.Priorities;
import dev.shizuka.policy.CompiledPolicy;
import dev.shizuka.policy.Condition;
import dev.shizuka.policy.Matcher;
import dev.shizuka.policy.MatcherSet;
import dev.shizuka.policy.Operation;
import dev.shizuka.policy.Timing;
import dev.shizuka.policy.lease.Instance;
import dev.shizuka.policy.lease.Lease;
import dev.shizuka.policy.lease.Leases;
import dev.shizuka.policy.lease.Look;
import dev.shizuka.testbed.MapMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LeaseKeeperTest {
  private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
  private static final ResourceId ID = new ResourceId(Kind.CLUSTER_SUPPRESSION_POLICY, "", "quiet");
  private static final Condition HOLD = new Condition.Hold(Duration.ofHours(1));
  private static final Condition FLAPPING = new Condition.Flapping(3, Duration.ofMinutes(30), Duration.ofHours(1));

  private final MapMemory memory = new MapMemory();
  private Optional<Instant> unreadableSince = Optional.empty();
  private int changes;
  private LeaseKeeper keeper = keeper(memory);

  private LeaseKeeper keeper(Memory remembering) {
    return new LeaseKeeper(new LeaseKeeper.Settings("main", remembering, () -> unreadableSince, Duration.ofMinutes(1),
        () -> changes++));
  }

  private static PoliciesHere here(Condition condition, boolean frozen) {
    CompiledPolicy policy = new CompiledPolicy(ID, "", Mode.Enforce, "r",
        List.of(MatcherSet.of(List.of(new Matcher("alertname", Operation.EQUAL, "A")))),
        new Timing.Leased(condition, START.plus(Duration.ofDays(30))), "");
    return new PoliciesHere(new CompiledPolicies(List.of(policy), List.of(), new Priorities(Map.of()), frozen),
        Set.of(ID), Set.of());
  }

  private Kept look(PoliciesHere here, int seconds, String... instances) {
    List<Instance> firing = Arrays.stream(instances)
        .map(name -> new Instance(name, Map.of("alertname", "A", "instance", name), START)).toList();
    return keeper.look(new Look(START.plusSeconds(seconds), firing, true), here,
        Coverages.NONE.following(here.compiled().policies()));
  }

  private List<Lease> leases() {
    return keeper.leases().orElseThrow();
  }

  @Test
  void beforeTheFirstLookNobodyKnowsWhatShouldStand() {
    assertThat(keeper.leases()).isEmpty();
    look(here(HOLD, false), 0);
    assertThat(keeper.leases()).contains(List.of());
    assertThat(changes).as("the silence loop is told of the first look").isEqualTo(1);
  }

  @Test
  void theSilenceLoopIsToldOfNewRenewedAndEndedLeasesAndOfNothingElse() {
    look(here(HOLD, false), 0);
    Kept kept = look(here(HOLD, false), 10, "a");
    assertThat(kept.policies()).containsEntry("a", List.of(ID));
    assertThat(changes).isEqualTo(2);
    Instant end = leases().getFirst().endsAt();
    assertThat(end).isEqualTo(START.plusSeconds(10).plus(Leases.LENGTH));
    IntStream.range(2, 12).forEach(number -> look(here(HOLD, false), number * 10, "a"));
    assertThat(changes).as("a quiet poll writes nothing").isEqualTo(2);
    look(here(HOLD, false), 140, "a");
    assertThat(changes).isEqualTo(3);
    assertThat(leases().getFirst().endsAt()).isAfter(end);
  }

  @Test
  void leasesAreNotRenewedWhenWhatIsDeclaredCouldNotBeReadForTooLong() {
    look(here(HOLD, false), 0, "a");
    Lease made = leases().getFirst();
    unreadableSince = Optional.of(START.plusSeconds(60));
    look(here(HOLD, false), 119, "a");
    assertThat(leases()).as("not too long yet").containsExactly(made);
    assertThat(look(here(HOLD, false), 150, "a").renewing()).isFalse();
    assertThat(leases()).as("stays with the end that it has").containsExactly(made);
    look(here(HOLD, false), 200, "a", "b");
    assertThat(leases()).as("nothing new is kept quiet")
        .allSatisfy(lease -> assertThat(lease.endsAt()).isEqualTo(made.endsAt()))
        .noneMatch(lease -> lease.matchers().matches(Map.of("alertname", "A", "instance", "b")));
    look(here(HOLD, false), 300, "a");
    assertThat(leases()).as("run out").isEmpty();
    unreadableSince = Optional.empty();
    look(here(HOLD, false), 310, "a");
    assertThat(leases()).as("readable again").isNotEmpty();
  }

  @Test
  void whileFrozenNothingIsToldToBeRenewed() {
    assertThat(look(here(HOLD, true), 0, "a").renewing()).isFalse();
  }

  @Test
  void whatFlappedBeforeARestartIsKnownAfterIt() {
    look(here(FLAPPING, false), 0, "a");
    look(here(FLAPPING, false), 10);
    look(here(FLAPPING, false), 20, "a");
    look(here(FLAPPING, false), 30);
    assertThat(leases()).isNotEmpty();
    keeper = keeper(memory);
    Kept kept = look(here(FLAPPING, false), 40, "a");
    assertThat(kept.policies()).containsEntry("a", List.of(ID));
    assertThat(leases()).isNotEmpty();
    assertThat(kept.flaps()).hasSize(1);
  }

  @Test
  void aStoreThatFailsStopsNoLook() {
    keeper = keeper(new BrokenMemory());
    look(here(FLAPPING, false), 0, "a");
    look(here(FLAPPING, false), 10);
    look(here(FLAPPING, false), 20, "a");
    look(here(FLAPPING, false), 30);
    assertThat(leases()).isNotEmpty();
  }

  private static final class BrokenMemory implements Memory {
    @Override
    public Optional<String> recall(String topic, String key) {
      throw new IllegalStateException("disk gone");
    }

    @Override
    public Map<String, String> recallAll(String topic) {
      throw new IllegalStateException("disk gone");
    }

    @Override
    public void remember(String topic, Map<String, String> texts, Collection<String> forgotten) {
      throw new IllegalStateException("disk gone");
    }
  }
}
