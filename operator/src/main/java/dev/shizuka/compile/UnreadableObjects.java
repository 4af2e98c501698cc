package dev.shizuka.compile;

import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.catalog.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The unreadable objects of some kinds whose names are known. */
final class UnreadableObjects {
  private UnreadableObjects() {}

  /** A map of the caller's own; one object may be unreadable in two places. */
  static Map<ResourceId, List<Unreadable>> of(Catalog catalog, Kind... kinds) {
    Map<ResourceId, List<Unreadable>> found = new TreeMap<>();
    for (Unreadable unreadable : catalog.unreadable()) {
      unreadable.id().filter(id -> List.of(kinds).contains(id.kind()))
          .ifPresent(id -> found.computeIfAbsent(id, ignored -> new ArrayList<>()).add(unreadable));
    }
    return found;
  }
}
