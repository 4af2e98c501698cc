package dev.shizuka.ledger;

import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.ledger.Sighting.Reason;
import dev.shizuka.ledger.Sighting.State;
import dev.shizuka.ledger.Sighting.Suppression;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Short words for polls; times in seconds from a moment. Grace 30 s, settle 120 s, endsAt four minutes ahead. */
final class Scene {
  static final Instant START = Instant.parse("2026-12-01T00:00:00Z");
  static final Duration GRACE = Duration.ofSeconds(30);
  static final Duration SETTLE = Duration.ofMinutes(2);
  static final ResourceId NIGHTLY = new ResourceId(Kind.SUPPRESSION_POLICY, "shop", "nightly");
  static final ResourceId NODES = new ResourceId(Kind.CLUSTER_SUPPRESSION_POLICY, "", "nodes");
  static final Suppression BY_NIGHTLY = new Suppression(Reason.SILENCE, Optional.of(NIGHTLY));
  static final Suppression INHIBITED = new Suppression(Reason.INHIBITION, Optional.empty());

  private Scene() {}

  static Instant at(long second) {
    return START.plusSeconds(second);
  }

  /** The alert {@code a} as it is seen at that second. */
  static Sighting unsuppressed(String fingerprint, long second) {
    return new Sighting(fingerprint, labels(fingerprint), "p3", at(second), at(second + 240), State.UNSUPPRESSED,
        Optional.empty(), GRACE, List.of());
  }

  static Map<String, String> labels(String fingerprint) {
    return Map.of("alertname", "Alert" + fingerprint, "namespace", "shop", "instance", fingerprint);
  }

  static Sighting unsuppressed(long second) {
    return unsuppressed("a", second);
  }

  static Sighting suppressed(long second) {
    return unsuppressed(second).suppressed(BY_NIGHTLY);
  }

  /** A notification of the receiver {@code pager} is waited for; empty where the seconds are 0. */
  static Optional<Sighting.Awaited> awaited(int seconds) {
    return seconds == 0
        ? Optional.empty()
        : Optional.of(new Sighting.Awaited(Set.of("pager"), Duration.ofSeconds(seconds)));
  }

  /** Seen unsuppressed, with a notification waited for within 80 seconds. */
  static Sighting awaiting(long second) {
    return unsuppressed(second).awaiting(awaited(80));
  }

  static Sighting undecided(long second) {
    return unsuppressed(second).undecided();
  }

  static Sighting observed(Sighting sighting, ResourceId... policies) {
    return new Sighting(sighting.fingerprint(), sighting.labels(), sighting.priority(), sighting.startsAt(),
        sighting.endsAt(), sighting.state(), sighting.suppression(), sighting.grace(), List.of(policies));
  }

  /** The sighting, with policies that have to do with it. */
  static Sighting with(Sighting sighting, Sighting.Policies policies) {
    return new Sighting(sighting.fingerprint(), sighting.labels(), sighting.priority(), sighting.startsAt(),
        sighting.endsAt(), sighting.state(), sighting.suppression(), sighting.grace(), policies);
  }

  static Sighting suppressedByBoth(long second) {
    return with(suppressed(second), new Sighting.Policies(List.of(), List.of(NIGHTLY, NODES), List.of(), List.of()));
  }

  static Sighting askedInVain(Sighting sighting, ResourceId... policies) {
    return with(sighting, new Sighting.Policies(List.of(), List.of(), List.of(policies), List.of()));
  }

  static Sighting calledBefore(Sighting sighting, ResourceId... policies) {
    return with(sighting, new Sighting.Policies(List.of(), List.of(), List.of(), List.of(policies)));
  }

  /** A poll of one member that has been up for a day. */
  static Poll poll(long second, Sighting... alerts) {
    return poll(second, List.of(up()), alerts);
  }

  static Poll poll(long second, List<Poll.Member> members, Sighting... alerts) {
    return new Poll("main", at(second), members, List.of(alerts));
  }

  static Poll.Member up() {
    return new Poll.Member("http://a:9093", true, START.minusSeconds(86_400));
  }

  static Poll.Member away() {
    return new Poll.Member("http://a:9093", false, START.minusSeconds(86_400));
  }

  static Poll.Member upSince(long second) {
    return new Poll.Member("http://b:9093", true, at(second));
  }
}
