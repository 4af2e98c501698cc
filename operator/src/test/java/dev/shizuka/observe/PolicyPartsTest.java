package dev.shizuka.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.backend.Access;
import dev.shizuka.backend.Http;
import dev.shizuka.backend.alertmanager.AlertmanagerCluster;
import dev.shizuka.backend.alertmanager.ObservedAlert;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.CompiledPolicies;
import dev.shizuka.compile.Priorities;
import dev.shizuka.ledger.Sighting;
import dev.shizuka.ledger.Sighting.Reason;
import dev.shizuka.ledger.Sighting.Suppression;
import dev.shizuka.policy.CompiledPolicy;
import dev.shizuka.policy.Condition;
import dev.shizuka.policy.Matcher;
import dev.shizuka.policy.MatcherSet;
import dev.shizuka.policy.Operation;
import dev.shizuka.policy.Timing;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PolicyPartsTest {
  private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
  private static final RouteTree ROUTES = RouteTree.parse("""
      route:
        receiver: person
        group_wait: 30s
        routes:
        - {receiver: nobody, group_wait: 0s, match: {kind: nobody}}
        - {receiver: nobody, group_wait: 0s, match: {kind: both}, continue: true}
        - {receiver: person, group_wait: 60s, match: {kind: both}}
        - {receiver: person, group_wait: 5s, match: {kind: fast}}
      receivers: [{name: person, webhook_configs: [{url: x}]}, {name: nobody}]
      """);
  private final SilenceOwners owners = new SilenceOwners(new AlertmanagerCluster(
      List.of(new Http("a", URI.create("http://127.0.0.1:9"), Access.OPEN, Duration.ofSeconds(1)))), "one");
  private final Map<String, CompiledPolicy> policies = List
      .of(policy("held", Mode.Enforce), policy("native", Mode.Enforce), policy("watched", Mode.Observe)).stream()
      .collect(Collectors.toMap(policy -> policy.id().name(), policy -> policy));
  private boolean renewing = true;
  private RouteTree routes = ROUTES;

  /** Names every alert, and covers all but those that are precious. */
  private static CompiledPolicy policy(String name, Mode mode) {
    MatcherSet all = MatcherSet.of(List.of(new Matcher("kind", Operation.NOT_EQUAL, "other")));
    return new CompiledPolicy(id(name), "", mode, "",
        List.of(all.and(new Matcher("priority", Operation.NOT_EQUAL, "precious"))),
        new Timing.Leased(new Condition.Hold(Duration.ofHours(1)), START.plusSeconds(3600)), "", List.of(all));
  }

  private static ResourceId id(String name) {
    return new ResourceId(Kind.CLUSTER_SUPPRESSION_POLICY, "", name);
  }

  /** Of alerts of every kind. */
  private static Map<String, List<ResourceId>> all(List<ResourceId> kept) {
    return Stream.of("plain", "nobody", "both", "fast").collect(Collectors.toMap(kind -> kind, kind -> kept));
  }

  private PolicyParts parts(int seconds, String... kept) {
    List<CompiledPolicy> sorted = policies.values().stream().sorted((one, two) -> one.id().compareTo(two.id()))
        .toList();
    PoliciesHere here = new PoliciesHere(new CompiledPolicies(sorted, List.of(), new Priorities(Map.of()), false),
        Set.of(id("held")), Set.of(id("native")));
    return new PolicyParts(START.plusSeconds(seconds), here, Coverages.NONE.following(sorted),
        new Kept(all(Arrays.stream(kept).map(PolicyPartsTest::id).toList()), List.of(), renewing), routes,
        owners);
  }

  private static UnitedAlert alert(String kind, ObservedAlert.State state, String... inhibitedBy) {
    String receiver = kind.equals("nobody") ? "nobody" : "person";
    return new UnitedAlert(kind, Map.of("kind", kind), Set.of(receiver), START, START.plusSeconds(600), Set.of(state),
        Set.of(), Set.of(inhibitedBy));
  }

  private static UnitedAlert active(String kind) {
    return alert(kind, ObservedAlert.State.ACTIVE);
  }

  @Test
  void anEnforcedLeaseComesTooLateOnceTheFirstRouteThatCallsAnybodyHasWaited() {
    assertThat(parts(29, "held").of(active("plain")).calledBefore()).isEmpty();
    assertThat(parts(30, "held").of(active("plain")).calledBefore()).containsExactly(id("held"));
    assertThat(parts(59, "held").of(active("both")).calledBefore()).isEmpty();
    assertThat(parts(60, "held").of(active("both")).calledBefore()).containsExactly(id("held"));
  }

  @Test
  void nobodyIsCalledBeforeWhereNobodyIsCalledOrNothingIsLeased() {
    assertThat(parts(99, "held").of(active("nobody")).calledBefore()).isEmpty();
    assertThat(parts(99, "held").of(alert("plain", ObservedAlert.State.SUPPRESSED)).calledBefore()).isEmpty();
    assertThat(parts(99, "native", "watched").of(active("plain")).calledBefore()).isEmpty();
    renewing = false;
    assertThat(parts(99, "held").of(active("plain")).calledBefore()).isEmpty();
  }

  @Test
  void observeWouldSuppressWhatItsConditionKeeps() {
    assertThat(parts(0, "held", "watched").of(active("plain")).wouldSuppress()).containsExactly(id("watched"));
    assertThat(parts(0, "held").of(active("plain")).wouldSuppress()).isEmpty();
  }

  @Test
  void aPolicyNamesInVainWhatItIsProtectedFrom() {
    UnitedAlert precious = new UnitedAlert("p", Map.of("kind", "plain", "priority", "precious"), Set.of("person"),
        START, START, Set.of(ObservedAlert.State.ACTIVE), Set.of(), Set.of());
    assertThat(parts(0).of(precious).inVain()).containsExactly(id("held"), id("native"), id("watched"));
    assertThat(parts(0).of(active("plain")).inVain()).isEmpty();
    assertThat(parts(0).of(active("other")).inVain()).isEmpty();
    assertThat(parts(3600).of(precious).inVain()).as("expired").isEmpty();
  }

  @Test
  void inhibitionIsThePolicysWhereAlertmanagersOwnRulesRealiseIt() {
    UnitedAlert inhibited = alert("plain", ObservedAlert.State.SUPPRESSED, "source");
    assertThat(parts(0, "held", "native").of(inhibited).suppress()).containsExactly(id("native"));
    assertThat(sighting(parts(0, "native"), inhibited).suppression())
        .contains(new Suppression(Reason.INHIBITION, Optional.of(id("native"))));
    assertThat(sighting(parts(0, "held"), inhibited).suppression()).as("a rule of somebody else's")
        .contains(new Suppression(Reason.INHIBITION, Optional.empty()));
  }

  private Sighting sighting(PolicyParts parts, UnitedAlert alert) {
    Waits waits = new Waits(routes, Duration.ofSeconds(1), Duration.ofSeconds(1), Set.of());
    return new Sightings(routes, owners, new Priorities(Map.of()), parts, waits).of(alert);
  }

  @Test
  void aPolicyIsLateOnceARouteOfWhatItKeepsQuietWaitsLessThanAPoll() {
    LatePolicies late = new LatePolicies(Duration.ofSeconds(10));
    List<UnitedAlert> fast = List.of(active("fast"));
    assertThat(late.look(parts(0, "held"), List.of(active("plain")))).isEmpty();
    assertThat(late.look(parts(0), fast)).isEmpty();
    assertThat(late.look(parts(0, "held", "native", "watched"), fast)).containsExactly(id("held"));
    assertThat(late.look(parts(0), List.of())).as("stays").containsExactly(id("held"));
    policies.put("held", new CompiledPolicy(id("held"), "", Mode.Enforce, "other words",
        policies.get("held").sets(), policies.get("held").timing(), ""));
    assertThat(late.look(parts(0), List.of())).as("another policy by now").isEmpty();
    assertThat(late.look(parts(0, "held"), fast)).containsExactly(id("held"));
    routes = RouteTree.parse("route: {receiver: person}\nreceivers: [{name: person}]");
    assertThat(late.look(parts(0), List.of())).as("other routes").isEmpty();
  }
}
