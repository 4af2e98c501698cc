package dev.shizuka.compile;

import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.ResourceId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The priorities that exist by name, refused and unreadable ones included, and the severity that each puts on its alerts. The severity of an
 * unreadable one is what alerts of that priority last had: a typo there must not change where they are routed.
 *
 * @param severities by name; empty where the priority has none
 */
record KnownPriorities(Map<String, String> severities) {
  KnownPriorities {
    severities = Map.copyOf(severities);
  }

  static KnownPriorities of(Catalog catalog, LastGoodRules lastGood) {
    Map<String, String> severities = new HashMap<>();
    catalog.priorities().forEach(priority -> {
      String severity = Quarantine.around(() -> text(priority.spec().severity()), broken -> "");
      severities.putIfAbsent(priority.id().name(), severity);
    });
    catalog.unreadable().stream().flatMap(unreadable -> unreadable.id().stream())
        .filter(id -> id.kind() == Kind.ALERT_PRIORITY).map(ResourceId::name)
        .forEach(name -> severities.computeIfAbsent(name, unknown -> lastSeverity(unknown, lastGood)));
    return new KnownPriorities(severities);
  }

  private static String text(@Nullable String severity) {
    return severity == null || !UnicodeText.valid(severity) ? "" : severity;
  }

  private static String lastSeverity(String priority, LastGoodRules lastGood) {
    return lastGood.groups().values().stream().sorted(Comparator.comparing(RuleGroup::owner)).map(RuleGroup::rules)
        .flatMap(List::stream).map(CompiledRule::labels)
        .filter(labels -> priority.equals(labels.get("priority")) && labels.containsKey("exported_severity"))
        .flatMap(labels -> Optional.ofNullable(labels.get("severity")).stream())
        .filter(severity -> !severity.contains("{{")).findFirst().orElse("");
  }

  boolean contains(String priority) {
    return severities.containsKey(priority);
  }

  /** Empty where nothing is stamped. */
  String severity(String priority) {
    return severities.getOrDefault(priority, "");
  }
}
