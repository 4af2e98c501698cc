package dev.shizuka.observe;

import dev.shizuka.backend.alertmanager.MemberLook;
import dev.shizuka.backend.alertmanager.ObservedAlert;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
  /** The alerts of all members, sorted by fingerprint. */
  static Collection<UnitedAlert> unite(Collection<MemberLook> looks) {
    Map<String, UnitedAlert> united = new TreeMap<>();
    for (MemberLook look : looks) {
      for (ObservedAlert alert : look.alerts()) {
        united.merge(alert.fingerprint(), of(alert), UnitedAlert::with);
      }
    }
    return united.values();
  }

  private static UnitedAlert of(ObservedAlert alert) {
    return new UnitedAlert(alert.fingerprint(), alert.labels(), new TreeSet<>(alert.receivers()), alert.startsAt(),
        alert.endsAt(), EnumSet.of(alert.state()), new TreeSet<>(alert.silencedBy()),
        new TreeSet<>(alert.inhibitedBy()));
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
    return states.equals(EnumSet.of(ObservedAlert.State.SUPPRESSED));
  }
}
