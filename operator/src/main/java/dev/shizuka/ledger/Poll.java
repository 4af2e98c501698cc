package dev.shizuka.ledger;

import java.time.Instant;
import java.util.List;

/**
 * One look at all members of an Alertmanager cluster. Made only if at least one member was reachable; otherwise there is a gap.
 *
 * @param backend name of the MonitoringBackend, which stands for the cluster
 * @param alerts united over members, one for each fingerprint, sorted by fingerprint
 */
public record Poll(String backend, Instant at, List<Member> members, List<Sighting> alerts) {
  public Poll {
    members = List.copyOf(members);
    alerts = List.copyOf(alerts);
  }

  /**
   * One member.
   *
   * @param upSince when it started, by its own {@code /status}
   */
  public record Member(String url, boolean reachable, Instant upSince) {}
}
