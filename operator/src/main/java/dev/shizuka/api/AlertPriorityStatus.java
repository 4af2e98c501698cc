package dev.shizuka.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether the priority is in force. */
public record AlertPriorityStatus(List<Condition> conditions, @Nullable Long observedGeneration) {
  public AlertPriorityStatus {
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
  }
}
