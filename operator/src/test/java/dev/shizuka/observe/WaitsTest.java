package dev.shizuka.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.backend.alertmanager.ObservedAlert;
import dev.shizuka.ledger.Sighting.Awaited;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whose notification decides, in the order of the list of {@link Waits#awaited}. Grace 5 s, poll 10 s. */
class WaitsTest {
  private final RouteTree routes = RouteTree.parse("""
      route:
        receiver: pager
        group_wait: 10s
        group_interval: 1m
        routes:
        - {receiver: log, group_wait: 10s, match: {kind: logged}, continue: true}
        - {receiver: mail, group_wait: 10s, match: {kind: logged}}
        - {receiver: log, group_wait: 11s, match: {kind: late}, continue: true}
        - {receiver: mail, group_wait: 10s, match: {kind: late}}
        - {receiver: pager, match: {kind: muted}, mute_time_intervals: [a], continue: true}
        - {receiver: mail, group_wait: 30s, match: {kind: muted}}
        - {receiver: pager, group_wait: 2s, match: {kind: timed}, mute_time_intervals: [a]}
        - {receiver: slack, match: {kind: slack}}
      receivers:
      - {name: pager, webhook_configs: [{url: x}]}
      - {name: log, webhook_configs: [{url: x}]}
      - {name: mail, email_configs: [{to: x}]}
      - {name: slack, slack_configs: [{channel: x}]}
      """);

  private Optional<Awaited> awaited(String kind, String... connected) {
    UnitedAlert alert = new UnitedAlert(kind, Map.of("kind", kind), Set.of("pager"), Instant.EPOCH, Instant.EPOCH,
        Set.of(ObservedAlert.State.ACTIVE), Set.of(), Set.of());
    return new Waits(routes, Duration.ofSeconds(5), Duration.ofSeconds(10), Set.of(connected)).awaited(alert);
  }

  private static Optional<Awaited> within(long seconds, String receiver) {
    return Optional.of(new Awaited(Set.of(receiver), Duration.ofSeconds(seconds)));
  }

  @Test
  void aConnectedReceiverIsWaitedForAGroupsNextFlushAndTwoPolls() {
    assertThat(awaited("plain", "pager")).isEqualTo(within(10 + 60 + 20, "pager"));
    assertThat(awaited("plain")).isEmpty();
    assertThat(awaited("plain", "log")).isEmpty();
  }

  @Test
  void aRouteThatGoesOnTellsForOnesThatWaitAsLong() {
    assertThat(awaited("logged", "log")).isEqualTo(within(90, "log"));
  }

  @Test
  void whereSomebodyIsCalledEarlierByAReceiverThatTellsNothingTheGraceDecides() {
    assertThat(awaited("late", "log")).isEmpty();
  }

  @Test
  void aRouteThatTimeCanMuteIsNotWaitedForWhereAnotherCallsAtAnyTime() {
    assertThat(awaited("muted", "pager")).isEmpty();
    assertThat(awaited("timed", "pager")).isEqualTo(within(5 + 60 + 20, "pager"));
  }

  @Test
  void aReceiverWhoseWebhookWasTakenAwayIsNotWaitedFor() {
    assertThat(awaited("slack", "slack")).isEmpty();
  }
}
