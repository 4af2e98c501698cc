package dev.shizuka.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One look at all members of an Alertmanager cluster. Made only if at least one member was reachable; otherwise there is a gap.
 *
 * @param backend name of the MonitoringBackend, which stands for the cluster
 * @param alerts united over members, one for each fingerprint, sorted by fingerprint
 * @param promises by when an answer is due to a call that this poll counts
 * @param grace the least of its sightings': more time than that since the poll before is a gap
 */
public record Poll(String backend, Instant at, List<Member> members, List<Sighting> alerts, Promises promises,
    Duration grace) {
  private static final Duration GRACE = Duration.ofSeconds(30);

  public Poll {
    members = List.copyOf(members);
    alerts = List.copyOf(alerts);
  }

  /** One with the grace that is the default. */
  public Poll(String backend, Instant at, List<Member> members, List<Sighting> alerts, Promises promises) {
    this(backend, at, members, alerts, promises, GRACE);
  }

  /** One in which nothing is promised. */
  public Poll(String backend, Instant at, List<Member> members, List<Sighting> alerts) {
    this(backend, at, members, alerts, Promises.NONE);
  }

  /** The same poll, with other sightings. */
  public Poll with(List<Sighting> others) {
    return new Poll(backend, at, members, others, promises, grace);
  }

  /**
   * One member.
   *
   * @param upSince when it started, by its own {@code /status}
   */
  public record Member(String url, boolean reachable, Instant upSince) {}
}
