package dev.shizuka.backend.prometheus;

import dev.shizuka.backend.prometheus.PrometheusClient.Loaded;
import dev.shizuka.backend.prometheus.PrometheusClient.LoadedGroup;
import dev.shizuka.compile.CompiledRule;
import dev.shizuka.compile.PrometheusDuration;
import dev.shizuka.compile.RuleGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What one replica runs against what it was asked to run. Files are compared by base name, because Prometheus may see the folder under
 * another path; expressions as such, because it gives them back in its own form.
 */
final class ReadBack {
  private final Function<String, Optional<String>> canonical;
  private final Set<String> equal = new HashSet<>();
  private final TreeSet<String> missing = new TreeSet<>();
  private final Set<String> leftover = new HashSet<>();
  private final Set<String> unresolved = new HashSet<>();
  private final Map<String, List<LoadedGroup>> found = new HashMap<>();
  /** Groups that were found equal, rule by rule. */
  private final Map<String, LoadedGroup> running = new HashMap<>();

  private ReadBack(Function<String, Optional<String>> canonical) {
    this.canonical = canonical;
  }

  /**
   * @param files the group of each file
   * @param gone files that must have gone
   * @param folder absolute path of the files as we see it, or empty: where the replica sees the same path, other folders do not count
   * @param ours the name that a file has here, from the base name that the replica shows
   */
  record Expected(SortedMap<String, RuleGroup> files, Set<String> gone, String folder, UnaryOperator<String> ours) {
    Expected(SortedMap<String, RuleGroup> files, Set<String> gone, String folder) {
      this(files, gone, folder, UnaryOperator.identity());
    }
  }

  /** @param canonical the backend's own form of an expression, as far as known */
  static ReadBack compare(Expected expected, List<LoadedGroup> loaded, Function<String, Optional<String>> canonical) {
    ReadBack result = new ReadBack(canonical);
    result.index(expected, loaded);
    expected.files().forEach((file, group) -> {
      if (result.runs(file, group)) {
        result.equal.add(file);
      } else {
        result.missing.add(file);
      }
    });
    expected.gone().stream().filter(result.found::containsKey).forEach(result.leftover::add);
    return result;
  }

  /** Files whose groups run as asked for. */
  Set<String> equal() {
    return equal;
  }

  /** Files whose groups do not. */
  TreeSet<String> missing() {
    return missing;
  }

  /** Files that should have gone and are still loaded. */
  Set<String> leftover() {
    return leftover;
  }

  /** What runs from that file, as asked for or not. */
  List<LoadedGroup> shows(String file) {
    return found.getOrDefault(file, List.of());
  }

  /** Whether other files have rules here and this one has none. */
  boolean lacks(String file) {
    return !found.isEmpty() && !found.containsKey(file);
  }

  boolean complete() {
    return missing.isEmpty() && leftover.isEmpty();
  }

  /** Expressions whose canonical form would decide what is still undecided. */
  Set<String> unresolved() {
    return unresolved;
  }

  /** The rule at this place of the expected group as it runs, if it does. */
  Optional<Loaded> find(String file, RuleGroup group, int index) {
    LoadedGroup whole = running.get(file);
    if (whole != null) {
      return Optional.of(whole.rules().get(index));
    }
    CompiledRule rule = group.rules().get(index);
    return found.getOrDefault(file, List.of()).stream().flatMap(loaded -> loaded.rules().stream())
        .filter(loaded -> same(rule, loaded)).findFirst();
  }

  private void index(Expected expected, List<LoadedGroup> loaded) {
    String folder = expected.folder().isEmpty() ? "" : expected.folder() + "/";
    boolean samePath = !folder.isEmpty() && loaded.stream().anyMatch(group -> inside(folder, group));
    for (LoadedGroup group : loaded) {
      if (!samePath || inside(folder, group)) {
        String base = group.file().substring(group.file().lastIndexOf('/') + 1);
        found.computeIfAbsent(expected.ours().apply(base), file -> new ArrayList<>()).add(group);
      }
    }
  }

  private static boolean inside(String folder, LoadedGroup group) {
    return group.file().startsWith(folder) && group.file().indexOf('/', folder.length()) < 0;
  }

  private boolean runs(String file, RuleGroup group) {
    List<LoadedGroup> candidates = found.getOrDefault(file, List.of());
    // Prometheus 3 does not list groups without rules.
    if (candidates.isEmpty()) {
      return group.rules().isEmpty();
    }
    Optional<LoadedGroup> same = candidates.stream().filter(loaded -> same(group, loaded)).findFirst();
    same.ifPresent(loaded -> running.put(file, loaded));
    return same.isPresent();
  }

  private boolean same(RuleGroup group, LoadedGroup loaded) {
    if (!group.name().equals(loaded.name()) || group.rules().size() != loaded.rules().size()
        || !group.interval().isEmpty() && !lasts(group.interval(), loaded.interval())) {
      return false;
    }
    boolean same = true;
    for (int index = 0; index < group.rules().size(); index++) {
      same &= same(group.rules().get(index), loaded.rules().get(index));
    }
    return same;
  }

  private boolean same(CompiledRule rule, Loaded loaded) {
    return rule.name().equals(loaded.name()) && loaded.type().equals(rule.alert() ? "alerting" : "recording")
        && lasts(rule.forDuration(), loaded.duration()) && lasts(rule.keepFiringFor(), loaded.keepFiringFor())
        && rule.labels().equals(loaded.labels()) && rule.annotations().equals(loaded.annotations())
        && sameQuery(rule.expr(), loaded.query());
  }

  private static boolean lasts(String duration, double seconds) {
    long millis = PrometheusDuration.parse(duration).orElse(Duration.ZERO).toMillis();
    return millis == Math.round(seconds * 1000);
  }

  private boolean sameQuery(String asked, String loaded) {
    if (asked.equals(loaded)) {
      return true;
    }
    String bare = QueryText.withoutSpace(loaded);
    if (bare.equals(QueryText.withoutSpace(asked))) {
      return true;
    }
    Optional<String> ours = canonical(asked).map(QueryText::withoutSpace);
    if (ours.isEmpty() || ours.get().equals(bare)) {
      return ours.isPresent();
    }
    return canonical(loaded).map(QueryText::withoutSpace).equals(ours);
  }

  private Optional<String> canonical(String expression) {
    Optional<String> known = canonical.apply(expression);
    if (known.isEmpty()) {
      unresolved.add(expression);
    }
    return known;
  }
}
