package dev.shizuka.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shizuka.api.AlertPrioritySpec;
import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.backend.Access;
import dev.shizuka.backend.Http;
import dev.shizuka.backend.alertmanager.AlertmanagerCluster;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.CompiledPolicies;
import dev.shizuka.compile.Mark;
import dev.shizuka.compile.Priorities;
import dev.shizuka.ledger.Poll;
import dev.shizuka.ledger.Sighting;
import dev.shizuka.ledger.Sighting.Reason;
import dev.shizuka.ledger.Sighting.State;
import dev.shizuka.ledger.Sighting.Suppression;
import dev.shizuka.policy.CompiledPolicy;
import dev.shizuka.policy.Matcher;
import dev.shizuka.policy.MatcherSet;
import dev.shizuka.policy.Operation;
import dev.shizuka.testbed.AlertmanagerApi;
import dev.shizuka.testbed.MapMemory;
import dev.shizuka.testbed.RealAlertmanager;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PollerIT {
  private static final ResourceId NIGHTLY = new ResourceId(Kind.SUPPRESSION_POLICY, "shop", "nightly");
  private static final ResourceId OBSERVED = new ResourceId(Kind.CLUSTER_SUPPRESSION_POLICY, "", "observed");
  private static final String CONFIG = """
      route:
        receiver: person
        group_wait: 0s
        group_interval: 1s
        group_by: [alertname]
        routes:
        - {receiver: nobody, matchers: ['kind="nobody"']}
        - {receiver: person, group_wait: 2s, matchers: ['kind="muted"'], mute_time_intervals: [always]}
        - {receiver: person, matchers: ['kind="closed"'], active_time_intervals: [never]}
        - {receiver: nobody, matchers: ['kind="half"'], continue: true}
        - {receiver: person, matchers: ['kind="half"'], mute_time_intervals: [always], continue: true}
        - {receiver: other, matchers: ['kind=~"half|slow"'], group_wait: 1m}
      inhibit_rules:
      - {source_matchers: ['kind="source"'], target_matchers: ['kind="target"']}
      time_intervals:
      - {name: always, time_intervals: [{years: ["2000:2100"]}]}
      - {name: never, time_intervals: [{years: ["1999"]}]}
      receivers:
      - name: nobody
      - {name: person, webhook_configs: [{url: "http://127.0.0.1:9/"}]}
      - {name: other, webhook_configs: [{url: "http://127.0.0.1:9/"}]}
      """;

  @TempDir
  Path directory;
  private final FakeLedger ledger = new FakeLedger();

  private RealAlertmanager start(String name, String binary) throws Exception {
    return RealAlertmanager.start(directory.resolve(name), binary, CONFIG);
  }

  private Poller poller(URI... members) {
    AlertmanagerCluster cluster = new AlertmanagerCluster(Arrays.stream(members)
        .map(url -> new Http("Alertmanager main at " + url, url, Access.OPEN, Duration.ofSeconds(10))).toList());
    MatcherSet active = MatcherSet.of(List.of(new Matcher("alertname", Operation.EQUAL, "Active")));
    CompiledPolicy observed = new CompiledPolicy(OBSERVED, "", Mode.Observe, "", List.of(active), Instant.EPOCH,
        Instant.MAX);
    AlertPrioritySpec urgent = new AlertPrioritySpec(1, "critical", List.of(Map.of("kind", "source")), null, null);
    CompiledPolicies policies = new CompiledPolicies(List.of(observed), List.of(),
        new Priorities(Map.of("p1", urgent)), false);
    LeaseKeeper leases = new LeaseKeeper(new LeaseKeeper.Settings("main", new MapMemory(), Optional::empty,
        Duration.ofMinutes(15), () -> {}));
    return new Poller(new Poller.Settings("main", cluster, "one",
        () -> new PoliciesHere(policies, Set.of(), Set.of()), leases, ledger, Duration.ofSeconds(10),
        Duration.ofSeconds(1), Clock.systemUTC()));
  }

  private Poll poll(Poller poller) throws InterruptedException {
    poller.pollOnce();
    return ledger.polls.getLast();
  }

  private static Sighting sighting(Poll poll, String alertname) {
    return poll.alerts().stream().filter(sighting -> alertname.equals(sighting.labels().get("alertname"))).findFirst()
        .orElseThrow();
  }

  private static void assertSuppressed(Sighting sighting, Reason reason, ResourceId policy) {
    assertThat(sighting.state()).isEqualTo(State.SUPPRESSED);
    assertThat(sighting.suppression()).contains(new Suppression(reason, Optional.ofNullable(policy)));
  }

  private static Map<String, String> alert(String name, String kind) {
    return Map.of("alertname", name, "kind", kind, "namespace", "shop");
  }

  private static void silenceAsShizuka(AlertmanagerApi people, String alertname, String installation) throws Exception {
    Mark mark = new Mark(installation, "main", NIGHTLY, "", "0");
    people.save(new ObjectMapper().readTree("""
        {"matchers": [{"name": "alertname", "value": "%s", "isRegex": false, "isEqual": true},
                      {"name": "__shizuka__", "value": "%s", "isRegex": false, "isEqual": false}],
         "startsAt": "%s", "endsAt": "%s", "createdBy": "x", "comment": "x"}
        """.formatted(alertname, mark.matcher().value(), Instant.now(), Instant.now().plusSeconds(600))));
  }

  @ParameterizedTest
  @ValueSource(strings = {RealAlertmanager.NEWEST, RealAlertmanager.OLDEST})
  void everyAlertIsSeenWithWhatKeepsItFromPeople(String binary) throws Exception {
    try (RealAlertmanager alertmanager = start("a", binary); Poller poller = poller(alertmanager.url())) {
      AlertmanagerApi people = new AlertmanagerApi(alertmanager.url());
      people.silence("alertname", "Foreign");
      people.silence("alertname", "Ours");
      silenceAsShizuka(people, "Ours", "one");
      silenceAsShizuka(people, "Theirs", "two");
      people.fire(alert("Active", "plain"), alert("Foreign", "plain"), alert("Ours", "plain"),
          alert("Theirs", "plain"), alert("Node", "source"), alert("Pod", "target"), alert("Null", "nobody"),
          alert("Slow", "slow"), alert("ShizukaFlapping", "plain"));
      await().until(() -> {
        Poll poll = poll(poller);
        return poll.alerts().size() == 8 && poll.alerts().stream().noneMatch(one -> one.state() == State.UNDECIDED);
      });
      Poll poll = poll(poller);
      assertThat(sighting(poll, "Active").state()).isEqualTo(State.UNSUPPRESSED);
      assertThat(sighting(poll, "Active").wouldSuppress()).containsExactly(OBSERVED);
      assertThat(sighting(poll, "Foreign").suppression())
          .contains(new Suppression(Reason.EXTERNAL, Optional.empty(), "somebody"));
      assertThat(sighting(poll, "Theirs").suppression())
          .contains(new Suppression(Reason.EXTERNAL, Optional.empty(), "x"));
      assertSuppressed(sighting(poll, "Ours"), Reason.SILENCE, NIGHTLY);
      assertThat(sighting(poll, "Node").priority()).isEqualTo("p1");
      assertSuppressed(sighting(poll, "Pod"), Reason.INHIBITION, null);
      assertSuppressed(sighting(poll, "Null"), Reason.NO_RECEIVER, null);
      assertThat(sighting(poll, "Active").grace()).isEqualTo(Duration.ofSeconds(1));
      assertThat(sighting(poll, "Slow").grace()).isEqualTo(Duration.ofMinutes(1));
      assertThat(poll.alerts()).isSortedAccordingTo((one, two) -> one.fingerprint().compareTo(two.fingerprint()));
      assertThat(poller.state().alerts()).isEqualTo(8);
      assertThat(poller.state().problem()).isEmpty();
    }
  }

  @Test
  void timeIntervalsMuteOnceAlertmanagerHasFlushedTheGroup() throws Exception {
    try (RealAlertmanager alertmanager = start("a", RealAlertmanager.NEWEST);
        Poller poller = poller(alertmanager.url())) {
      new AlertmanagerApi(alertmanager.url()).fire(alert("Muted", "muted"), alert("Closed", "closed"),
          alert("Half", "half"), alert("Active", "plain"));
      await().until(() -> poll(poller).alerts().size() == 4
          && sighting(poll(poller), "Muted").state() == State.SUPPRESSED
          && sighting(poll(poller), "Closed").state() == State.SUPPRESSED);
      Poll poll = poll(poller);
      assertSuppressed(sighting(poll, "Muted"), Reason.MUTE_TIME_INTERVAL, null);
      assertThat(sighting(poll, "Muted").grace()).as("not due before the first flush")
          .isGreaterThan(Duration.ofSeconds(2));
      assertSuppressed(sighting(poll, "Closed"), Reason.ACTIVE_TIME_INTERVAL, null);
      assertThat(sighting(poll, "Half").state()).as("one of its routes calls somebody").isEqualTo(State.UNSUPPRESSED);
      assertThat(sighting(poll, "Active").state()).isEqualTo(State.UNSUPPRESSED);
    }
  }

  @Test
  void membersAreUnitedAndOneThatIsAwayOrWasRestartedIsToldSo() throws Exception {
    try (RealAlertmanager a = start("a", RealAlertmanager.NEWEST);
        RealAlertmanager b = start("b", RealAlertmanager.OLDEST);
        Poller poller = poller(a.url(), b.url())) {
      AlertmanagerApi atA = new AlertmanagerApi(a.url());
      AlertmanagerApi atB = new AlertmanagerApi(b.url());
      atA.fire(alert("Both", "plain"), alert("Active", "plain"));
      atB.fire(alert("Both", "plain"));
      atA.silence("alertname", "Both");
      // One member would call.
      await().until(() -> sighting(poll(poller), "Both").state() == State.UNSUPPRESSED);
      atB.silence("alertname", "Both");
      await().until(() -> sighting(poll(poller), "Both").state() == State.SUPPRESSED);

      Instant upSince = poll(poller).members().get(1).upSince();
      b.kill();
      Poll without = poll(poller);
      assertThat(without.members()).extracting(Poll.Member::reachable).containsExactly(true, false);
      assertThat(without.alerts()).hasSize(2);
      assertThat(poller.state().members().get(1).message()).contains("cannot be reached");
      b.restart();
      assertThat(poll(poller).members().get(1).upSince()).isAfter(upSince);
      a.kill();
      assertThat(poll(poller).alerts()).as("a restarted member has forgotten its alerts").isEmpty();

      b.kill();
      int polls = ledger.polls.size();
      poller.pollOnce();
      assertThat(ledger.polls).as("nobody was seen: a gap").hasSize(polls);
      assertThat(poller.state().problem()).contains("cannot be reached");
    }
  }

  @Test
  void aLedgerThatFailsDoesNotEndThePolling() throws Exception {
    try (RealAlertmanager alertmanager = start("a", RealAlertmanager.NEWEST);
        Poller poller = poller(alertmanager.url())) {
      ledger.broken = true;
      poller.pollOnce();
      assertThat(poller.state().problem()).contains("disk full");
      ledger.broken = false;
      poller.start();
      await().until(() -> !ledger.polls.isEmpty());
      await().until(() -> poller.state().problem().isEmpty());
    }
  }
}
