package dev.shizuka.compile;

import java.util.Map;
import java.util.Optional;

/** Labels that authors of alerts leave to Shizuka, and what to say instead. */
final class ReservedLabels {
  /** Labels that are stamped, in the order of DESIGN §2. */
  private static final Map<String, String> INSTEAD = Map.of("namespace", "it is the object's own namespace", "service",
      "use spec.service", "owner", "use spec.owner", "priority", "use the rule's field priority");
  private static final String EXPORTED = "exported_";

  private ReservedLabels() {}

  /** Why an author cannot set it, and what to use; empty where he can. */
  static Optional<String> instead(String label) {
    if (INSTEAD.containsKey(label)) {
      return Optional.of("label " + label + " is stamped on every alert: " + INSTEAD.get(label));
    }
    String original = label;
    while (original.startsWith(EXPORTED)) {
      original = original.substring(EXPORTED.length());
    }
    boolean carries = !original.equals(label) && (INSTEAD.containsKey(original) || original.equals("severity"));
    return carries
        ? Optional.of("label " + label + " carries the series' own " + original
            + " where that is stamped: choose another name")
        : Optional.empty();
  }
}
