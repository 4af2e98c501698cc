package dev.shizuka.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the table shows at one moment, ready to print.
 *
 * @param headline one line: how much is loaded and in force
 * @param firing what fires now, most urgent first
 * @param counted the counts, by outcome
 * @param pager how often it rang and what for
 * @param notes sentences: what was protected, what is broken, what Observe would have hidden, what is out of reach
 * @param addresses to open, by name, in the order to show them
 */
public record DemoView(Duration running, String headline, List<Firing> firing, List<Count> counted, PagerState pager,
    List<Note> notes, List<Address> addresses) {
  public DemoView {
    firing = List.copyOf(firing);
    counted = List.copyOf(counted);
    notes = List.copyOf(notes);
    addresses = List.copyOf(addresses);
  }

  /**
   * One alert that fires.
   *
   * @param fate whether a person is called
   * @param why nobody is; empty where somebody is or it is not known yet
   */
  public record Firing(String alert, String where, String priority, Duration since, Fate fate, String why) {}

  /** What became of a firing alert so far. */
  public enum Fate {
    CALLED("a person"), QUIET("nobody"), WAITING("…");

    private final String words;

    Fate(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /**
   * One row of the counts.
   *
   * @param outcome as in {@code shizuka_alert_episodes_total}
   * @param parts how many of which alert, or for which reason, largest first
   */
  public record Count(String outcome, String words, long episodes, Map<String, Long> parts) {
    public Count {
      parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }
  }

  /**
   * How often the pager rang.
   *
   * @param last latest calls, newest first
   */
  public record PagerState(long rang, List<Ring> last) {
    public PagerState {
      last = List.copyOf(last);
    }
  }

  /** One call. */
  public record Ring(Instant at, String alert, String where, String summary) {}

  /** One sentence under a heading. */
  public record Note(Heading heading, String text) {}

  /** Headings of notes, in their order. */
  public enum Heading {
    PROTECTED("protected"), BROKEN("broken, and cost nothing"), OBSERVED("observed"), TROUBLE("trouble");

    private final String words;

    Heading(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /** Something to open in a browser. */
  public record Address(String name, String url) {}
}
