package dev.shizuka.compile;

import dev.shizuka.api.AlertPrioritySpec;
import java.util.Map;

/** The last good spec of each priority by name: its {@code assign} sets still protect when the declared one is bad. */
public record LastGoodPriorities(Map<String, AlertPrioritySpec> specs) {
  public static final LastGoodPriorities NONE = new LastGoodPriorities(Map.of());

  public LastGoodPriorities {
    specs = Map.copyOf(specs);
  }
}
