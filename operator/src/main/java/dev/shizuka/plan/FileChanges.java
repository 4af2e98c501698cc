package dev.shizuka.plan;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What must be written and deleted, by file name. */
public record FileChanges(SortedMap<String, String> writes, SortedSet<String> deletes) {
  public FileChanges {
    writes = Collections.unmodifiableSortedMap(new TreeMap<>(writes));
    deletes = Collections.unmodifiableSortedSet(new TreeSet<>(deletes));
  }

  public boolean isEmpty() {
    return writes.isEmpty() && deletes.isEmpty();
  }
}
