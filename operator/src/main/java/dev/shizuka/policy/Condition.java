package dev.shizuka.policy;

import java.time.Duration;
import java.util.List;

/** What keeps an instance quiet where no calendar does: what fires, for how long, and how steadily. */
public sealed interface Condition {
  /** The name of the form as the spec has it; begins the keys of its silences. */
  String form();

  /**
   * Quiet while a source fires with the same values of the labels {@code equal}. Decides as Alertmanager's {@code inhibit_rules} do: a label
   * that both lack is equal, and an alert that is source and target at once is not inhibited by another that is both, where being a target is
   * decided on {@code match}, as its owner wrote it.
   *
   * @param source any of these sets
   * @param match the declared sets, before protection
   * @param beside what the policy covers without what {@code source} matches: all that a source may inhibit that is itself in {@code match}
   * @param realiseNatively by rules of Alertmanager's own where they may be written, else by leases
   */
  record Inhibit(List<MatcherSet> source, List<MatcherSet> match, List<MatcherSet> beside, List<String> equal,
      boolean realiseNatively) implements Condition {
    public Inhibit {
      source = List.copyOf(source);
      match = List.copyOf(match);
      beside = List.copyOf(beside);
      equal = equal.stream().distinct().sorted().toList();
    }

    @Override
    public String form() {
      return "inhibit";
    }
  }

  /** Quiet until the instance has fired for that long. */
  record Hold(Duration duration) implements Condition {
    @Override
    public String form() {
      return "hold";
    }
  }

  /** Quiet from the moment at which it has changed its state {@code changes} times within that time, until it has kept it for {@code quietFor}. */
  record Flapping(int changes, Duration within, Duration quietFor) implements Condition {
    @Override
    public String form() {
      return "flapping";
    }
  }
}
