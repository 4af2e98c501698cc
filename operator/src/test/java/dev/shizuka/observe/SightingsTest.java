package dev.shizuka.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.backend.Access;
import dev.shizuka.backend.Http;
import dev.shizuka.backend.alertmanager.AlertmanagerCluster;
import dev.shizuka.backend.alertmanager.MemberLook;
import dev.shizuka.backend.alertmanager.ObservedAlert;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.CompiledPolicies;
import dev.shizuka.compile.Priorities;
import dev.shizuka.ledger.Sighting;
import dev.shizuka.ledger.Sighting.State;
import dev.shizuka.policy.CompiledPolicy;
import dev.shizuka.policy.Matcher;
import dev.shizuka.policy.MatcherSet;
import dev.shizuka.policy.Operation;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SightingsTest {
  private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
  private final RouteTree routes = RouteTree.parse("""
      route:
        receiver: person
        group_wait: 10s
        routes:
        - {receiver: person, group_wait: 20s, match: {kind: mixed}, mute_time_intervals: [a], continue: true}
        - {receiver: person, group_wait: 40s, match: {kind: mixed}}
        - {receiver: person, group_wait: 20s, match: {kind: timed}, mute_time_intervals: [a], continue: true}
        - {receiver: person, group_wait: 40s, match: {kind: timed}, active_time_intervals: [b]}
        - {receiver: nobody, group_wait: 1s, match: {kind: partly}, continue: true}
        - {receiver: person, group_wait: 40s, match: {kind: partly}}
      receivers: [{name: person, webhook_configs: [{url: x}]}, {name: nobody}]
      """);
  private final SilenceOwners owners = new SilenceOwners(
      new AlertmanagerCluster(
          List.of(new Http("a", URI.create("http://127.0.0.1:9"), Access.OPEN, Duration.ofSeconds(1)))),
      "one");

  private final PoliciesHere here = new PoliciesHere(new CompiledPolicies(
      List.of(policy("enforced", Mode.Enforce, START), policy("later", Mode.Observe, START.plusSeconds(1)),
          policy("now", Mode.Observe, START)),
      List.of(), new Priorities(Map.of()), false), Set.of(), Set.of());

  private static CompiledPolicy policy(String name, Mode mode, Instant from) {
    MatcherSet plain = MatcherSet.of(List.of(new Matcher("kind", Operation.EQUAL, "plain")));
    return new CompiledPolicy(new ResourceId(Kind.CLUSTER_SUPPRESSION_POLICY, "", name), "", mode, "", List.of(plain),
        from, from.plusSeconds(60));
  }

  private Sighting see(String kind, ObservedAlert.State... states) {
    List<MemberLook> looks = new ArrayList<>();
    Arrays.stream(states).forEach(state -> looks.add(look(kind, state, looks.size())));
    PolicyParts parts = new PolicyParts(START, here, Coverages.NONE.following(here.compiled().policies()),
        Kept.NOTHING, routes, owners);
    Sightings sightings = new Sightings(routes, owners, here.compiled().priorities(), parts,
        new Waits(routes, Duration.ofSeconds(5), Duration.ofSeconds(10), Set.of()));
    return sightings.of(UnitedAlert.unite(looks).iterator().next());
  }

  private static MemberLook look(String kind, ObservedAlert.State state, int member) {
    List<String> inhibitors = state == ObservedAlert.State.SUPPRESSED ? List.of("f0") : List.of();
    ObservedAlert alert = new ObservedAlert(kind, Map.of("kind", kind, "priority", "unheard"), List.of("person"),
        START.minusSeconds(member), START.plusSeconds(member), state, List.of(), inhibitors, List.of());
    return new MemberLook("m" + member, Optional.empty(), List.of(alert), "", Duration.ZERO);
  }

  @Test
  void aPersonIsDueWhenTheFirstRouteThatCallsAnybodyIsDue() {
    assertThat(see("plain", ObservedAlert.State.ACTIVE).grace()).isEqualTo(Duration.ofSeconds(10));
    assertThat(see("mixed", ObservedAlert.State.ACTIVE).grace()).isEqualTo(Duration.ofSeconds(20));
    assertThat(see("partly", ObservedAlert.State.ACTIVE).grace()).isEqualTo(Duration.ofSeconds(40));
  }

  @Test
  void whereTimeCanMuteEveryRouteAllOfThemMustHaveFlushed() {
    assertThat(see("timed", ObservedAlert.State.ACTIVE).grace()).isEqualTo(Duration.ofSeconds(41));
  }

  @Test
  void suppressedIsOnlyWhatEveryMemberSaysIs() {
    assertThat(see("plain", ObservedAlert.State.SUPPRESSED, ObservedAlert.State.SUPPRESSED).state())
        .isEqualTo(State.SUPPRESSED);
    assertThat(see("plain", ObservedAlert.State.SUPPRESSED, ObservedAlert.State.ACTIVE).state())
        .isEqualTo(State.UNSUPPRESSED);
    assertThat(see("plain", ObservedAlert.State.ACTIVE, ObservedAlert.State.UNPROCESSED).state())
        .isEqualTo(State.UNSUPPRESSED);
    assertThat(see("plain", ObservedAlert.State.SUPPRESSED, ObservedAlert.State.UNPROCESSED).state())
        .isEqualTo(State.UNDECIDED);
    assertThat(see("plain", ObservedAlert.State.UNPROCESSED).state()).isEqualTo(State.UNDECIDED);
  }

  @Test
  void aPolicyInObserveModeWouldSuppressWhatItCoversInItsTime() {
    assertThat(see("plain", ObservedAlert.State.ACTIVE).wouldSuppress()).extracting(ResourceId::name)
        .containsExactly("now");
    assertThat(see("mixed", ObservedAlert.State.ACTIVE).wouldSuppress()).isEmpty();
  }

  @Test
  void membersAreUnitedToTheEarliestStartAndTheLatestEnd() {
    Sighting united = see("plain", ObservedAlert.State.ACTIVE, ObservedAlert.State.ACTIVE);
    assertThat(united.startsAt()).isEqualTo(START.minusSeconds(1));
    assertThat(united.endsAt()).isEqualTo(START.plusSeconds(1));
    assertThat(united.priority()).isEqualTo("unheard");
  }
}
