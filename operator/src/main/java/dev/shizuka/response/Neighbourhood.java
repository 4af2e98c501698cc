package dev.shizuka.response;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The events that {@link ResponseJoin} must know to decide about an alert instance, or about an event: a store need not read all it has. Alerts of one group
 * belong together through their incidents, those of different groups do not.
 *
 * @param fingerprints of all instances that the events name; their episodes must be known as well
 */
public record Neighbourhood(List<ResponseEvent> events, SortedSet<String> fingerprints) {
  static final String FINGERPRINT = "fingerprint:";

  /** Where events are looked up by {@link ResponseEvent#links()}. */
  @FunctionalInterface
  public interface Index {
    /** All events that have this link. */
    Collection<ResponseEvent> linked(String link);
  }

  /** All that decides which events are about the episodes of an instance. The episodes of other instances in it are not decided by it. */
  public static Neighbourhood around(String fingerprint, Index index) {
    return around(Set.of(FINGERPRINT + fingerprint), index);
  }

  /** The instances whose episodes this event may change, in {@link #fingerprints()}; look around each of them. */
  public static Neighbourhood around(ResponseEvent event, Index index) {
    Set<String> links = new LinkedHashSet<>(event.links());
    SortedSet<String> named = fingerprints(links);
    links.removeIf(link -> link.startsWith(FINGERPRINT));
    Neighbourhood others = around(links, index);
    named.addAll(others.fingerprints());
    return new Neighbourhood(others.events(), named);
  }

  private static Neighbourhood around(Set<String> start, Index index) {
    TreeMap<DeliveryKey, ResponseEvent> events = new TreeMap<>();
    Set<String> known = new LinkedHashSet<>(start);
    Deque<String> open = new ArrayDeque<>(start);
    SortedSet<String> fingerprints = fingerprints(start);
    while (!open.isEmpty()) {
      for (ResponseEvent event : index.linked(open.remove())) {
        events.put(event.key(), event);
        fingerprints.addAll(fingerprints(event.links()));
        event.links().stream().filter(link -> !link.startsWith(FINGERPRINT)).filter(known::add).forEach(open::add);
      }
    }
    return new Neighbourhood(new ArrayList<>(events.values()), fingerprints);
  }

  private static SortedSet<String> fingerprints(Collection<String> links) {
    return new TreeSet<>(links.stream().filter(link -> link.startsWith(FINGERPRINT))
        .map(link -> link.substring(FINGERPRINT.length())).toList());
  }
}
