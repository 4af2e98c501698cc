package dev.shizuka.backend.alertmanager;

import java.util.List;

/** One group of {@code /alerts/groups}: what one route notifies one receiver of at once. */
public record AlertGroup(String receiver, List<ObservedAlert> alerts) {
  public AlertGroup {
    alerts = List.copyOf(alerts);
  }
}
