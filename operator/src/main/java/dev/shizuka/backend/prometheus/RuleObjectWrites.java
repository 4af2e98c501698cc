package dev.shizuka.backend.prometheus;

import dev.shizuka.backend.BackendException;
import dev.shizuka.backend.prometheus.PrometheusRules.Content;
import dev.shizuka.backend.prometheus.PrometheusRules.Place;
import dev.shizuka.catalog.Problem;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.RuleGroup;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Keeps the PrometheusRules of a backend as wanted. A group that cannot be placed keeps what lies there, and the others go on; what is not
 * wanted any more goes last, and only if all the rest could be written.
 */
final class RuleObjectWrites {
  private static final String FOREIGN = "ForeignPrometheusRule";
  private static final String TOO_LARGE = "Overflow";
  /** Failures that are one object's own. */
  private static final Set<String> OWN = Set.of("Refused", FOREIGN, "Conflict", TOO_LARGE);
  private final PrometheusRules rules;
  private final Place place;
  private final RuleObjects objects;
  private final Map<String, String> labels;
  /** What we last wrote or found right, by name. */
  private final Map<String, Content> last = new HashMap<>();

  RuleObjectWrites(PrometheusRules rules, Place place, RuleObjects objects, Map<String, String> labels) {
    this.rules = rules;
    this.place = place;
    this.objects = objects;
    this.labels = labels;
  }

  /** What one run came to. */
  static final class Written {
    /** All that is wanted, by file name. */
    final TreeMap<String, RuleGroup> files = new TreeMap<>();
    /** Files whose objects are as wanted. */
    final Set<String> inPlace = new TreeSet<>();
    /** Objects that were found beyond that, and have gone. */
    final Set<String> deleted = new TreeSet<>();
    final TreeMap<ResourceId, Problem> conflicts = new TreeMap<>();
    Optional<BackendException> failure = Optional.empty();
    boolean changed;
    int drift;

    /** Whether somebody else's object stands in its place. */
    boolean foreign(RuleGroup group) {
      return Optional.ofNullable(conflicts.get(group.owner())).filter(problem -> problem.reason().equals(FOREIGN))
          .isPresent();
    }
  }

  Written write(List<RuleGroup> groups) {
    Written written = new Written();
    written.files.putAll(Rendering.byFile(groups));
    try {
      Map<String, Content> there = rules.list(place);
      written.drift = (int) last.entrySet().stream()
          .filter(known -> Optional.ofNullable(there.get(known.getKey())).filter(known.getValue()::heldBy).isEmpty())
          .count();
      last.clear();
      for (Map.Entry<String, RuleGroup> file : written.files.entrySet()) {
        put(file.getKey(), file.getValue(), there, written);
      }
      delete(there, written);
    } catch (BackendException failed) {
      written.failure = Optional.of(failed);
    }
    return written;
  }

  private void put(String file, RuleGroup group, Map<String, Content> there, Written written)
      throws BackendException {
    String name = objects.name(group);
    Content wanted = new Content(labels, RuleObjects.spec(group));
    try {
      if (RuleObjects.rendered(wanted.spec()) > RuleObjects.LARGEST) {
        throw new BackendException(TOO_LARGE, false, "The rules of " + group.owner() + " make a PrometheusRule of more"
            + " than " + RuleObjects.LARGEST + " bytes, which prometheus-operator leaves out; its old content stays:"
            + " spread them over several AlertRuleGroups");
      }
      Content before = there.get(name);
      if (before == null || !wanted.heldBy(before)) {
        rules.write(place, name, wanted);
        written.changed = true;
      }
      last.put(name, wanted);
      written.inPlace.add(file);
    } catch (BackendException failed) {
      if (!OWN.contains(failed.reason())) {
        throw failed;
      }
      written.conflicts.put(group.owner(), new Problem("", failed.reason(), failed.sentence()));
    }
  }

  private void delete(Map<String, Content> there, Written written) throws BackendException {
    if (!written.conflicts.isEmpty()) {
      return;
    }
    Set<String> obsolete = new TreeSet<>(there.keySet());
    obsolete.removeAll(last.keySet());
    for (String name : obsolete) {
      rules.delete(place, name);
      written.deleted.add(name);
      written.changed = true;
    }
  }
}
