package dev.shizuka.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouteTreeTest {
  private final RouteTree tree = RouteTree.parse("""
      route:
        receiver: root
        continue: false
        mute_time_intervals: [night]
        routes:
        - match: {team: a}
          group_wait: 1m30s
          group_interval: 2m
          continue: true
          active_time_intervals: [office]
          routes:
          - matchers: ['severity="info"']
            receiver: nobody
        - match_re: {team: "a|b"}
          receiver: second
        - receiver: third
          group_wait: 0s
          matchers:
          - team="1999"
      receivers:
      - name: root
        webhook_configs: [{url: <secret>}]
      - name: nobody
      - name: empty
        slack_configs: []
      """);

  private List<String> receivers(Map<String, String> labels) {
    return tree.routes(labels).stream().map(Route::receiver).toList();
  }

  @Test
  void theDeepestMatchingRoutesTakeAnAlertAndTheRootTakesTheRest() {
    assertThat(receivers(Map.of("team", "a"))).containsExactly("root", "second");
    assertThat(receivers(Map.of("team", "a", "severity", "info"))).containsExactly("nobody", "second");
    assertThat(receivers(Map.of("team", "b"))).containsExactly("second");
    assertThat(receivers(Map.of("team", "bb"))).containsExactly("root");
    assertThat(receivers(Map.of("team", "1999"))).as("numbers are texts").containsExactly("third");
  }

  @Test
  void waitIsInheritedAndTimeIntervalsAreNot() {
    Route deep = tree.routes(Map.of("team", "a", "severity", "info")).getFirst();
    assertThat(deep.groupWait()).isEqualTo(Duration.ofSeconds(90));
    assertThat(deep.groupInterval()).isEqualTo(Duration.ofMinutes(2));
    assertThat(deep.timed()).isFalse();
    Route second = tree.routes(Map.of("team", "b")).getFirst();
    assertThat(second.groupWait()).isEqualTo(Duration.ofSeconds(30));
    assertThat(second.groupInterval()).isEqualTo(Duration.ofMinutes(5));
    assertThat(second.timed()).isFalse();
    assertThat(tree.routes(Map.of()).getFirst().muteTimeIntervals()).containsExactly("night");
    assertThat(tree.routes(Map.of("team", "1999")).getFirst().groupWait()).isZero();
  }

  @Test
  void aReceiverCallsSomebodyIfItHasAnIntegrationOrIsNotKnown() {
    assertThat(tree.callsSomebody("root")).isTrue();
    assertThat(tree.callsSomebody("nobody")).isFalse();
    assertThat(tree.callsSomebody("empty")).isFalse();
    assertThat(tree.callsSomebody("elsewhere")).isTrue();
  }

  @Test
  void onlyAReceiverWithAWebhookCanTellUs() {
    assertThat(tree.hasWebhook("root")).isTrue();
    assertThat(tree.hasWebhook("empty")).isFalse();
    assertThat(tree.hasWebhook("elsewhere")).isFalse();
  }

  @Test
  void aConfigurationThatCannotBeUnderstoodIsSaidToBeSo() {
    assertThatThrownBy(() -> RouteTree.parse("receivers: []")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RouteTree.parse("route: {")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RouteTree.parse("")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RouteTree.parse("route: {routes: [{match_re: {a: '('}}]}"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
