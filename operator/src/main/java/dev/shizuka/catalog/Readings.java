package dev.shizuka.catalog;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one file declares, in the order of its documents.
 *
 * @param namespaces labels of the {@code v1/Namespace} documents
 * @param unidentified whether a document of ours has no name that can be read, so that nobody can tell what it stands for
 */
record Readings(List<Declared<?>> objects, Map<String, Map<String, String>> namespaces, List<Unreadable> unreadable,
    boolean unidentified) {
  static final Readings NONE = new Readings(List.of(), Map.of(), List.of(), false);

  Readings {
    objects = List.copyOf(objects);
    namespaces = Collections.unmodifiableMap(new TreeMap<>(namespaces));
    unreadable = List.copyOf(unreadable);
  }

  /** These, and one more thing that could not be read. */
  Readings with(Unreadable more) {
    return new Readings(objects, namespaces, Stream.concat(unreadable.stream(), Stream.of(more)).toList(),
        unidentified);
  }

  /**
   * These and, of what was read earlier, everything that a document without a name may stand for. Policies are not among it: what
   * may be gone must not go on silencing.
   */
  Readings keeping(Readings earlier) {
    Set<ResourceId> here = Stream
        .concat(objects.stream().map(Declared::id), unreadable.stream().flatMap(each -> each.id().stream()))
        .collect(Collectors.toCollection(HashSet::new));
    Stream<Declared<?>> kept = earlier.objects.stream()
        .filter(object -> !here.contains(object.id()) && !object.id().kind().suppresses());
    Map<String, Map<String, String>> all = new TreeMap<>(earlier.namespaces);
    all.putAll(namespaces);
    return new Readings(Stream.concat(objects.stream(), kept).toList(), all, unreadable, unidentified);
  }
}
