package dev.shizuka.chart;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What people may write of our kinds. */
final class Written {
  private static final Set<String> READS = Set.of("get", "list", "watch");

  private Written() {}

  /** All that a user may do in the namespace shop, but read: verbs by resource, as {@code kubectl auth can-i --list} tells. */
  static Map<String, String> by(String user, InstalledChart chart) throws IOException, InterruptedException {
    Map<String, Set<String>> verbs = new TreeMap<>();
    for (String line : chart.kubectl("auth", "can-i", "--list", "-n", "shop", "--as=" + user).lines().toList()) {
      String[] words = line.replaceAll("[\\[\\]]", " ").strip().split(" +");
      if (words[0].contains("shizuka.dev")) {
        verbs.computeIfAbsent(words[0], resource -> new TreeSet<>())
            .addAll(Stream.of(words).skip(1).filter(verb -> !READS.contains(verb)).toList());
      }
    }
    Map<String, String> written = new TreeMap<>();
    verbs.forEach((resource, all) -> {
      if (!all.isEmpty()) {
        written.put(resource, String.join(" ", all));
      }
    });
    return written;
  }
}
