package dev.shizuka.plan;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Desired against observed files, content by name. */
public final class FilePlan {
  private FilePlan() {}

  public static FileChanges plan(Map<String, String> desired, Map<String, String> observed) {
    TreeMap<String, String> writes = new TreeMap<>();
    desired.forEach((name, content) -> {
      if (!content.equals(observed.get(name))) {
        writes.put(name, content);
      }
    });
    TreeSet<String> deletes = new TreeSet<>(observed.keySet());
    deletes.removeAll(desired.keySet());
    return new FileChanges(writes, deletes);
  }
}
