package dev.shizuka.response;

import dev.shizuka.response.ResponseEvent.ByPerson;
import dev.shizuka.response.ResponseEvent.Notified;
import dev.shizuka.response.ResponseEvent.Tracked;
import java.util.SortedSet;
import java.util.TreeSet;

/** What an event names, as texts: {@code fingerprint:…}, {@code dedup:…}, {@code incident:…}. */
final class Links {
  private Links() {}

  static SortedSet<String> of(ResponseEvent event) {
    return switch (event) {
      case Notified notified -> {
        SortedSet<String> links = new TreeSet<>(
            notified.firing().stream().map(fingerprint -> Neighbourhood.FINGERPRINT + fingerprint).toList());
        links.add("dedup:" + notified.dedupKey());
        yield links;
      }
      case Tracked tracked -> of(tracked.incident());
      case ByPerson byPerson -> of(byPerson.answer().target());
    };
  }

  private static SortedSet<String> of(Target target) {
    SortedSet<String> links = new TreeSet<>();
    switch (target) {
      case Target.Instance instance -> links.add(Neighbourhood.FINGERPRINT + instance.fingerprint());
      case EpisodeId episode -> links.add(Neighbourhood.FINGERPRINT + episode.fingerprint());
      case Target.Incident incident -> {
        if (!incident.id().isEmpty()) {
          links.add("incident:" + incident.id());
        }
        if (!incident.dedupKey().isEmpty()) {
          links.add("dedup:" + incident.dedupKey());
        }
      }
    }
    return links;
  }
}
