package dev.shizuka.plan;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Desired files against those that are there. A file that is as it should be is not written: Prometheus keeps its groups' state. */
public final class FilePlan {
  private FilePlan() {}

  /** Both by name; {@code observed} must hold files of ours only, for what is not desired is deleted. */
  public static FileChanges plan(Map<String, String> desired, Map<String, String> observed) {
    TreeMap<String, String> writes = new TreeMap<>(desired);
    writes.entrySet().removeIf(file -> file.getValue().equals(observed.get(file.getKey())));
    TreeSet<String> deletes = new TreeSet<>(observed.keySet());
    deletes.removeAll(desired.keySet());
    return new FileChanges(writes, deletes);
  }
}
