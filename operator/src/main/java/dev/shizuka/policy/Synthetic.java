package dev.shizuka.policy;

import java.util.Map;

/** The alerts that Shizuka itself posts to tell of flapping ones: outside every policy and every count. */
public final class Synthetic {
  /** Their name. */
  public static final String ALERTNAME = "ShizukaFlapping";
  private static final String LABEL = "alertname";
  private static final Matcher OTHER = new Matcher(LABEL, Operation.NOT_EQUAL, ALERTNAME);

  private Synthetic() {}

  public static boolean is(Map<String, String> labels) {
    return ALERTNAME.equals(labels.get(LABEL));
  }

  /** The set without them; itself where it takes none anyway. */
  public static MatcherSet without(MatcherSet set) {
    return set.allows(LABEL, ALERTNAME) ? set.and(OTHER) : set;
  }
}
