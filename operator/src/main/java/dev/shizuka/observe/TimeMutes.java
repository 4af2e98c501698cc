package dev.shizuka.observe;

import dev.shizuka.backend.BackendException;
import dev.shizuka.backend.alertmanager.AlertGroup;
import dev.shizuka.backend.alertmanager.AlertmanagerCluster;
import dev.shizuka.backend.alertmanager.MemberLook;
import dev.shizuka.backend.alertmanager.ObservedAlert;
import dev.shizuka.backend.alertmanager.ServerStatus;
import dev.shizuka.ledger.Poll;
import dev.shizuka.ledger.Sighting;
import dev.shizuka.ledger.Sighting.Reason;
import dev.shizuka.ledger.Sighting.Suppression;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks, before alerts are counted as actionable, whether time intervals mute them. Only {@code /alerts/groups} tells (since 0.28), and it is
 * expensive: it is read once, at one member, and only while there is something to count.
 */
record TimeMutes(AlertmanagerCluster cluster, RouteTree routes) {
  /** The poll with what was seen of those alerts. Throws nothing: what could not be seen is undecided. */
  Poll look(Poll poll, Set<String> due, List<MemberLook> looks) {
    Optional<MemberLook> best = looks.stream()
        .filter(look -> look.status().filter(ServerStatus::showsTimeMutes).isPresent())
        .max(Comparator.comparingLong(look -> shown(look, due)));
    if (best.isEmpty()) {
      return poll;
    }
    Map<String, Set<String>> mutedBy = mutes(best.get().url(), due);
    List<Sighting> alerts = poll.alerts().stream()
        .map(sighting -> due.contains(sighting.fingerprint()) ? judged(sighting, mutedBy) : sighting).toList();
    return new Poll(poll.backend(), poll.at(), poll.members(), alerts);
  }

  private static long shown(MemberLook look, Set<String> due) {
    return look.alerts().stream().filter(alert -> due.contains(alert.fingerprint())).count();
  }

  /** By fingerprint the intervals that mute it, none if a group of it is not muted; absent if it was not to be seen. */
  private Map<String, Set<String>> mutes(String url, Set<String> due) {
    List<AlertGroup> groups;
    try {
      groups = cluster.unsilencedGroups(url);
    } catch (BackendException unread) {
      return Map.of();
    }
    Map<String, Set<String>> mutedBy = new HashMap<>();
    Set<String> heard = new HashSet<>();
    groups.stream().filter(group -> routes.callsSomebody(group.receiver()))
        .flatMap(group -> group.alerts().stream()).filter(alert -> due.contains(alert.fingerprint()))
        .forEach(alert -> note(alert, mutedBy, heard));
    heard.forEach(fingerprint -> mutedBy.put(fingerprint, Set.of()));
    return mutedBy;
  }

  private static void note(ObservedAlert alert, Map<String, Set<String>> mutedBy, Set<String> heard) {
    mutedBy.computeIfAbsent(alert.fingerprint(), fingerprint -> new TreeSet<>()).addAll(alert.mutedBy());
    if (alert.mutedBy().isEmpty()) {
      heard.add(alert.fingerprint());
    }
  }

  private Sighting judged(Sighting sighting, Map<String, Set<String>> mutedBy) {
    Set<String> intervals = mutedBy.get(sighting.fingerprint());
    if (intervals == null) {
      return sighting.undecided();
    }
    return intervals.isEmpty()
        ? sighting
        : sighting.suppressed(new Suppression(reason(sighting, intervals), Optional.empty()));
  }

  /** Which list of the alert's routes names the interval; a mute wins where both do. */
  private Reason reason(Sighting sighting, Collection<String> intervals) {
    List<Route> taking = routes.routes(sighting.labels());
    boolean mute = taking.stream().flatMap(route -> route.muteTimeIntervals().stream()).anyMatch(intervals::contains);
    boolean active = taking.stream().flatMap(route -> route.activeTimeIntervals().stream())
        .anyMatch(intervals::contains);
    return active && !mute ? Reason.ACTIVE_TIME_INTERVAL : Reason.MUTE_TIME_INTERVAL;
  }
}
