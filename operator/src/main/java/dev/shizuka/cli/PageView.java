package dev.shizuka.cli;

import dev.shizuka.engine.Results;
import dev.shizuka.ledger.Ledger;
import dev.shizuka.ledger.PolicyUse;
import dev.shizuka.policy.Window;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What people look at, on the page and in the demo's terminal: texts and numbers, already in order.
 *
 * @param firing newest first
 * @param ended newest first, a few
 * @param totals the most frequent alert first
 * @param findings one line each
 */
record PageView(Instant at, Headline headline, List<Alert> firing, List<Alert> ended, List<AlertTotal> totals,
    List<Policy> policies, List<Group> groups, List<Backend> backends, List<String> findings) {
  PageView {
    firing = List.copyOf(firing);
    ended = List.copyOf(ended);
    totals = List.copyOf(totals);
    policies = List.copyOf(policies);
    groups = List.copyOf(groups);
    backends = List.copyOf(backends);
    findings = List.copyOf(findings);
  }

  /** How many ended ones are shown. */
  static final int RECENT = 20;

  static PageView of(Results results, Ledger ledger, Instant now) {
    return new PageViewBuilder(results, ledger, now).build();
  }

  /**
   * All episodes, each in exactly one of these.
   *
   * @param open not counted yet
   */
  record Headline(long reached, long quiet, long brief, long unobserved, long open) {}

  /** How an alert stands. The page colours it; the terminal may. */
  enum State {
    REACHED("reached a person"), QUIET("kept quiet"), BRIEF("brief"), UNOBSERVED("unobserved"), WAITING(
        "waiting"), UNKNOWN("not known yet");

    private final String words;

    State(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /**
   * One episode.
   *
   * @param subject its other labels, {@code a=b c=d}
   * @param why reason and policy where it is kept quiet; that it is protected where nothing may; else empty
   * @param until when it ended; empty while it fires
   */
  record Alert(String backend, String alertname, String namespace, String subject, String priority, State state,
      String why, Instant since, Optional<Instant> until) {}

  /** Episodes of one alert name in one namespace. */
  record AlertTotal(String alertname, String namespace, String priority, long reached, long quiet, long brief,
      long unobserved) {
    long all() {
      return reached + quiet + brief + unobserved;
    }
  }

  /**
   * @param form as the spec names it; empty where it has none
   * @param state {@code Active}, {@code Armed}, {@code Pending}, {@code Ended}, {@code Observing}, {@code Suspended}, {@code Refused}
   * @param window that runs or comes next; empty where none does
   * @param message why it is refused; else its own reason
   */
  record Policy(String name, String form, String mode, String state, Optional<Window> window, PolicyUse use,
      String message) {}

  /**
   * @param rules declared
   * @param loaded on all replicas of the backend that has fewest
   */
  record Group(String name, int rules, int loaded, List<RefusedRule> refused) {
    Group {
      refused = List.copyOf(refused);
    }
  }

  /** @param lastGood whether an earlier version runs in its place */
  record RefusedRule(String name, String reason, String message, boolean lastGood) {}

  /** One side of a backend: {@code Prometheus} or {@code Alertmanager}. */
  record Backend(String name, String side, boolean synced, String reason, String message, Optional<Instant> at,
      String amount, List<Server> servers) {
    Backend {
      servers = List.copyOf(servers);
    }
  }

  record Server(String url, boolean reachable, String version, String message) {}
}
