package dev.shizuka.ledger;

/** What became of an episode (DESIGN §3); each has exactly one, once it is counted. */
public enum Outcome {
  ACTIONABLE("actionable"), SUPPRESSED("suppressed"), BRIEF("brief"), UNOBSERVED("unobserved");

  private final String label;

  Outcome(String label) {
    this.label = label;
  }

  /** The value of the metrics' label {@code outcome}. */
  public String label() {
    return label;
  }
}
