package dev.shizuka.ledger;

/** The labels of an episode's counters that it has whatever becomes of it. Fixed and stored with the episode. */
record Series(String backend, String namespace, String alertname, String priority) {
  /** Stands for all values that came after the limit was reached. */
  static final String OTHER = "other";

  static Series of(String backend, Sighting sighting) {
    return new Series(backend, Column.text(sighting.labels().getOrDefault("namespace", "")),
        Column.text(sighting.labels().getOrDefault("alertname", "")), sighting.priority());
  }

  Series other() {
    return new Series(backend, OTHER, OTHER, OTHER);
  }
}
