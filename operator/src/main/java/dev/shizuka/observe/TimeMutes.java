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
import java.util.stream.Collectors;

/**
 * Looks, before alerts are counted as actionable, whether time intervals mute them. Only {@code /alerts/groups} tells (since 0.28), and it is
 * expensive: it is read once, at one member where members agree, and only while there is something to count.
 */
record TimeMutes(AlertmanagerCluster cluster, RouteTree routes) {
  /**
   * The poll with what was seen of those alerts. Throws nothing: what could not be seen is undecided. An alert that no member of 0.28 or later
   * shows as active stays as it is.
   */
  Poll look(Poll poll, Set<String> due, List<MemberLook> looks) {
    Map<String, Optional<Set<String>>> answers = new HashMap<>();
    looks.stream().filter(look -> look.status().filter(ServerStatus::showsTimeMutes).isPresent())
        .sorted(Comparator.comparingInt((MemberLook look) -> shown(look, due).size()).reversed())
        .forEachOrdered(look -> ask(look, due, answers));
    List<Sighting> alerts = poll.alerts().stream()
        .map(sighting -> due.contains(sighting.fingerprint()) ? judged(sighting, answers) : sighting).toList();
    return poll.with(alerts);
  }

  /** Asks a member about what it shows as active and nobody has answered yet: of members that agree, only the first is asked. */
  private void ask(MemberLook look, Set<String> due, Map<String, Optional<Set<String>>> answers) {
    Set<String> open = shown(look, due);
    open.removeIf(fingerprint -> answers.getOrDefault(fingerprint, Optional.empty()).isPresent());
    if (!open.isEmpty()) {
      Map<String, Set<String>> mutedBy = mutes(look.url(), open);
      open.forEach(fingerprint -> answers.put(fingerprint, Optional.ofNullable(mutedBy.get(fingerprint))));
    }
  }

  private static Set<String> shown(MemberLook look, Set<String> due) {
    return look.alerts().stream().filter(alert -> alert.state() == ObservedAlert.State.ACTIVE)
        .map(ObservedAlert::fingerprint).filter(due::contains).collect(Collectors.toCollection(HashSet::new));
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

  private Sighting judged(Sighting sighting, Map<String, Optional<Set<String>>> answers) {
    Optional<Set<String>> answer = answers.get(sighting.fingerprint());
    if (answer == null) {
      return sighting;
    }
    return answer.map(intervals -> intervals.isEmpty()
        ? sighting
        : sighting.suppressed(new Suppression(reason(sighting, intervals), Optional.empty())))
        .orElseGet(sighting::undecided);
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
