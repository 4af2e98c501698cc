package dev.shizuka.plan;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What to do to files of rules.
 *
 * @param writes content by name
 * @param deletes names
 */
public record FileChanges(SortedMap<String, String> writes, SortedSet<String> deletes) {
  public FileChanges {
    writes = Collections.unmodifiableSortedMap(new TreeMap<>(writes));
    deletes = Collections.unmodifiableSortedSet(new TreeSet<>(deletes));
  }

  public boolean isEmpty() {
    return writes.isEmpty() && deletes.isEmpty();
  }
}
