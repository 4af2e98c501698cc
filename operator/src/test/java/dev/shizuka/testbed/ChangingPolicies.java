package dev.shizuka.testbed;

import dev.shizuka.api.AlertPrioritySpec.Suppression;
import dev.shizuka.api.SuppressionPolicySpec;
import dev.shizuka.api.SuppressionPolicySpec.Match;
import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.api.SuppressionPolicySpec.Schedule;
import dev.shizuka.api.SuppressionPolicySpec.Window;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.compile.PolicyObjects;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Policies of which some stay and others change in every way, round by round. */
public final class ChangingPolicies {
  /** So many silences stand in each round. */
  public static final int SILENCES = 18;
  /** A change from one round to the next has at least so many writes. */
  public static final int WRITES = 12;
  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  private ChangingPolicies() {}

  /** Each next one adds, changes, narrows or widens, shortens or prolongs, moves and removes something. */
  public static Catalog of(int round) {
    boolean even = round % 2 == 0;
    List<Declared<SuppressionPolicySpec>> policies = List.of(policy("stays", "same", 100, "alertname=stays"),
        policy("comes-and-goes-" + round, "same", 100, "alertname=stays"),
        policy("told-otherwise", "round " + round, 100, "alertname=b"),
        policy("shorter-or-longer", "same", even ? 300 : 200, "alertname=c"),
        policy("moves", "same", 100, "alertname=moves-" + round),
        policy("narrower-or-wider", "same", 100, even ? "alertname=~\"d|e\"" : "alertname=d"),
        PolicyObjects.policy("shop", "nightly", spec("same", List.of("alertname=f"), null,
            new Schedule("UTC", List.of(window(24), window(even ? 30 : 31), window(50)), null))));
    return PolicyObjects.catalog(List.of(PolicyObjects.priority("p4", 4, Suppression.Allowed)), policies);
  }

  private static Window window(int hoursAhead) {
    String from = NOW.plus(Duration.ofHours(hoursAhead)).toString();
    String until = NOW.plus(Duration.ofHours(hoursAhead + 1)).toString();
    return new Window(null, List.of(from.substring(0, 10)), from.substring(11, 16), until.substring(11, 16));
  }

  private static Declared<SuppressionPolicySpec> policy(String name, String reason, int minutes, String... matchers) {
    return PolicyObjects.policy("shop", name, spec(reason, List.of(matchers),
        new SuppressionPolicySpec.Silence(NOW.minusSeconds(60), NOW.plus(Duration.ofMinutes(minutes))), null));
  }

  private static SuppressionPolicySpec spec(String reason, List<String> matchers, SuppressionPolicySpec.Silence silence,
      Schedule schedule) {
    return new SuppressionPolicySpec(Mode.Enforce, reason, null, NOW.plus(Duration.ofDays(30)),
        List.of(new Match(matchers)), silence, schedule);
  }
}
