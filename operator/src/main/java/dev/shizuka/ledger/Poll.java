package dev.shizuka.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One look at all members of an Alertmanager cluster. Made only if at least one member was reachable; otherwise there is a gap.
 *
 * @param backend name of the MonitoringBackend, which stands for the cluster
 * @param alerts united over members, one for each fingerprint, sorted by fingerprint
 * @param due by priority, by when an answer is due to a call that this poll shows; priorities that promise nothing are left out
 * @param grace the least of its sightings': more time than that since the poll before is a gap
 */
public record Poll(String backend, Instant at, List<Member> members, List<Sighting> alerts, Map<String, Instant> due,
    Duration grace) {
  private static final Duration GRACE = Duration.ofSeconds(30);

  public Poll {
    due = Map.copyOf(due);
    members = List.copyOf(members);
    alerts = List.copyOf(alerts);
  }

  /** One with the grace that is the default. */
  public Poll(String backend, Instant at, List<Member> members, List<Sighting> alerts, Map<String, Instant> due) {
    this(backend, at, members, alerts, due, GRACE);
  }

  /** One in which nothing is promised. */
  public Poll(String backend, Instant at, List<Member> members, List<Sighting> alerts) {
    this(backend, at, members, alerts, Map.of());
  }

  /** The same poll, with other sightings. */
  public Poll with(List<Sighting> others) {
    return new Poll(backend, at, members, others, due, grace);
  }

  /**
   * One member.
   *
   * @param upSince when it started, by its own {@code /status}
   */
  public record Member(String url, boolean reachable, Instant upSince) {}
}
