package dev.shizuka.observe;

import dev.shizuka.backend.alertmanager.MemberLook;
import dev.shizuka.backend.alertmanager.ObservedAlert;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * One alert as all members that show it see it together: alerts are not gossiped, and {@code startsAt} differs between Prometheus replicas.
 *
 * @param startsAt the earliest
 * @param endsAt the latest
 * @param states each member's own
 */
record UnitedAlert(String fingerprint, Map<String, String> labels, Set<String> receivers, Instant startsAt,
    Instant endsAt, Set<ObservedAlert.State> states, Set<String> silencedBy, Set<String> inhibitedBy) {
  private static final Set<ObservedAlert.State> SUPPRESSED = Set.of(ObservedAlert.State.SUPPRESSED);

  /** The alerts of all members, sorted by fingerprint. */
  static Collection<UnitedAlert> unite(Collection<MemberLook> looks) {
    Map<String, UnitedAlert> united = new LinkedHashMap<>();
    for (MemberLook look : looks) {
      for (ObservedAlert alert : look.alerts()) {
        united.merge(alert.fingerprint(), of(alert), UnitedAlert::with);
      }
    }
    // Each member sorts its own, which is why a sort of all is quicker than a sorted map.
    return united.values().stream().sorted(Comparator.comparing(UnitedAlert::fingerprint)).toList();
  }

  private static UnitedAlert of(ObservedAlert alert) {
    return new UnitedAlert(alert.fingerprint(), alert.labels(), sorted(alert.receivers()), alert.startsAt(),
        alert.endsAt(), Set.of(alert.state()), sorted(alert.silencedBy()), sorted(alert.inhibitedBy()));
  }

  /** Most are of one or of none. */
  private static Set<String> sorted(List<String> texts) {
    return texts.size() > 1 ? new TreeSet<>(texts) : Set.copyOf(texts);
  }

  private UnitedAlert with(UnitedAlert other) {
    return new UnitedAlert(fingerprint, labels, both(receivers, other.receivers),
        startsAt.isBefore(other.startsAt) ? startsAt : other.startsAt,
        endsAt.isAfter(other.endsAt) ? endsAt : other.endsAt, both(states, other.states),
        both(silencedBy, other.silencedBy), both(inhibitedBy, other.inhibitedBy));
  }

  private static <T extends Comparable<T>> Set<T> both(Set<T> one, Set<T> two) {
    Set<T> all = new TreeSet<>(one);
    all.addAll(two);
    return all;
  }

  /** Whether any member would call somebody now. */
  boolean active() {
    return states.contains(ObservedAlert.State.ACTIVE);
  }

  /** Whether every member that shows it says that it is suppressed. */
  boolean suppressed() {
    return states.equals(SUPPRESSED);
  }
}
