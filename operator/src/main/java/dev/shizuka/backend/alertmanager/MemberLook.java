package dev.shizuka.backend.alertmanager;

import dev.shizuka.backend.Replica;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What one member showed at one look.
 *
 * @param status empty where it could not be read; then there are no alerts either
 * @param problem why it could not be read; empty where it could
 * @param took how long it took
 */
public record MemberLook(String url, Optional<ServerStatus> status, List<ObservedAlert> alerts, String problem,
    Duration took) {
  public MemberLook {
    alerts = List.copyOf(alerts);
  }

  public boolean reachable() {
    return status.isPresent();
  }

  public Replica replica() {
    return new Replica(url, reachable(), status.map(ServerStatus::version).orElse(""), problem);
  }
}
