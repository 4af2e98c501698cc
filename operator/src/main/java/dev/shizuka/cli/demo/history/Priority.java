package dev.shizuka.cli.demo.history;

import java.time.Duration;

/** The priorities of {@code examples/}, and how fast these teams usually are. */
enum Priority {
  P1(15, 4), P2(30, 7), P3(45, 12), P4(60, 20);

  private final int within;
  private final int usually;

  Priority(int within, int usually) {
    this.within = within;
    this.usually = usually;
  }

  String label() {
    return "p" + (ordinal() + 1);
  }

  /** By when an answer is promised. */
  Duration within() {
    return Duration.ofMinutes(within);
  }

  /** Minutes, in the middle. */
  int usually() {
    return usually;
  }
}
