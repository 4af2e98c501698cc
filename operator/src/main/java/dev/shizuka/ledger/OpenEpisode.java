package dev.shizuka.ledger;

import dev.shizuka.catalog.ResourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * An episode that is not closed yet. While its alert is present and nothing about it changes, neither does this value: the time of the last
 * sighting is the backend's last poll, so that a quiet poll over 100,000 alerts has nothing to write.
 *
 * @param series which counters it moves
 * @param previousClosedAt when the same instance's episode before it closed, where that was shortly before
 * @param seen what the last sighting showed
 * @param attribution who kept it quiet, asked for it in vain, or came too late
 * @param ifEnforced by policy in Observe mode, from the first sighting that it covered
 * @param absence present exactly while the alert is absent
 */
record OpenEpisode(Map<String, String> labels, String fingerprint, String priority, Series series,
    Instant firstSeenAt, Optional<Instant> previousClosedAt, Seen seen, Course course, Attribution attribution,
    SortedMap<ResourceId, Course> ifEnforced, Optional<Absence> absence) {
  OpenEpisode {
    ifEnforced = Collections.unmodifiableSortedMap(new TreeMap<>(ifEnforced));
  }

  /**
   * @param patience how long it must be seen unsuppressed to be counted: the grace, or longer where a notification is waited for
   * @param endsWithin the farthest ahead of a poll that {@code endsAt} was ever seen, in whole minutes rounded up and at most a day. The last seen
   *     {@code endsAt} is never later than the last sighting and this, which can be told after a restart though {@code endsAt} moves every minute.
   */
  record Seen(Sighting.State state, Duration grace, Duration patience, Duration endsWithin) {
    static Seen of(Sighting sighting, Duration endsWithin) {
      return new Seen(sighting.state(), sighting.grace(), sighting.patience(), endsWithin);
    }
  }

  /**
   * @param lastSeenAt the last poll with the alert
   * @param since the first poll without it
   * @param witnessedSince the first poll without it in which a member took part that was up before {@code lastSeenAt}
   */
  record Absence(Instant lastSeenAt, Instant since, Optional<Instant> witnessedSince) {}

  private static final Duration LONGEST_END = Duration.ofDays(1);

  static OpenEpisode opened(String backend, Sighting sighting, Instant at) {
    return new OpenEpisode(sighting.labels(), sighting.fingerprint(), sighting.priority(),
        Series.of(backend, sighting), at, Optional.empty(), Seen.of(sighting, Duration.ZERO), Course.START,
        Attribution.NONE, Collections.emptySortedMap(), Optional.empty()).seen(sighting, at);
  }

  OpenEpisode seen(Sighting sighting, Instant at) {
    SortedMap<ResourceId, Course> courses = new TreeMap<>(ifEnforced);
    sighting.wouldSuppress().forEach(policy -> courses.putIfAbsent(policy, course));
    courses.replaceAll(
        (policy, hypothetical) -> hypothetical.seen(ifEnforced(policy, sighting), sighting.patience(), at));
    return new OpenEpisode(labels, fingerprint, priority, series, firstSeenAt, previousClosedAt, seenAs(sighting, at),
        course.seen(sighting.state(), sighting.patience(), at), attribution.seen(sighting, course.actionable()),
        courses,
        Optional.empty());
  }

  private static Sighting.State ifEnforced(ResourceId policy, Sighting sighting) {
    return sighting.wouldSuppress().contains(policy) ? Sighting.State.SUPPRESSED : sighting.state();
  }

  private Seen seenAs(Sighting sighting, Instant at) {
    Duration ahead = Duration.between(at, sighting.endsAt());
    Duration bounded = ahead.compareTo(LONGEST_END) > 0 ? LONGEST_END : ahead;
    Duration minutes = Duration.ofMinutes(Math.ceilDiv(bounded.toMillis(), 60_000L));
    boolean farther = minutes.compareTo(seen.endsWithin()) > 0;
    return Seen.of(sighting, farther ? minutes : seen.endsWithin());
  }

  /**
   * A receiver was told of it. A policy in Observe mode would have prevented that exactly where it alone would have kept the alert quiet at the last
   * sighting.
   */
  OpenEpisode notified(Instant at) {
    SortedMap<ResourceId, Course> courses = new TreeMap<>(ifEnforced);
    courses.replaceAll((policy, hypothetical) -> course.unsuppressed() && !hypothetical.unsuppressed()
        ? hypothetical
        : hypothetical.notified(at));
    return new OpenEpisode(labels, fingerprint, priority, series, firstSeenAt, previousClosedAt, seen,
        course.notified(at), attribution, courses, absence);
  }

  OpenEpisode gapped() {
    return withCourses(Course::gapped, absence);
  }

  /** @param lastSeenAt the last poll with the alert */
  OpenEpisode absent(Instant lastSeenAt, Instant at, boolean witnessed) {
    Absence before = absence.orElse(new Absence(lastSeenAt, at, Optional.empty()));
    Optional<Instant> witnessedSince = before.witnessedSince().or(() -> witnessed ? Optional.of(at) : Optional.empty());
    return withCourses(Course::absent,
        Optional.of(new Absence(before.lastSeenAt(), before.since(), witnessedSince)));
  }

  private OpenEpisode withCourses(UnaryOperator<Course> step, Optional<Absence> newAbsence) {
    SortedMap<ResourceId, Course> courses = new TreeMap<>(ifEnforced);
    courses.replaceAll((policy, hypothetical) -> step.apply(hypothetical));
    return new OpenEpisode(labels, fingerprint, priority, series, firstSeenAt, previousClosedAt, seen,
        step.apply(course), attribution,
        courses, newAbsence);
  }

  OpenEpisode countedIn(Series newSeries) {
    return new OpenEpisode(labels, fingerprint, priority, newSeries, firstSeenAt, previousClosedAt, seen, course,
        attribution,
        ifEnforced, absence);
  }

  OpenEpisode after(Optional<Instant> closedAt) {
    return new OpenEpisode(labels, fingerprint, priority, series, firstSeenAt, closedAt, seen, course, attribution,
        ifEnforced, absence);
  }

  /** Whether it lasted within the patience. */
  boolean brief(Instant lastSeenAt) {
    return !lastSeenAt.isAfter(firstSeenAt.plus(seen.patience()));
  }

  /** Policies in Observe mode that would have suppressed it, where it was not. */
  List<ResourceId> wouldSuppress(Outcome outcome, boolean brief) {
    return ifEnforced.entrySet().stream()
        .filter(policy -> outcome != Outcome.SUPPRESSED && policy.getValue().outcome(brief) == Outcome.SUPPRESSED)
        .map(Map.Entry::getKey).toList();
  }

  /** @param lastPoll the backend's last poll */
  Instant lastSeenAt(Instant lastPoll) {
    return absence.map(Absence::lastSeenAt).orElse(lastPoll);
  }
}
