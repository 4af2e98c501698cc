package dev.shizuka.backend.prometheus;

import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.CompiledRule;
import dev.shizuka.compile.RuleGroup;
import dev.shizuka.compile.Sha256;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Rule groups as PrometheusRules, one each: prometheus-operator leaves out a whole object for one rule that it does not take, so no group
 * shares an object with another, and none ever moves from one to another.
 */
final class RuleObjects {
  /** Rendered, prometheus-operator takes half of what a Secret may hold (pkg/operator/rules.go, MaxConfigMapDataSize). */
  static final int LARGEST = 512 * 1024;
  /**
   * prometheus-operator makes {@code NAMESPACE-NAME-UID.yaml} a key of a ConfigMap, which has 253 characters at most: with a longer name in a
   * namespace of 63 characters it could write none of that Prometheus' rules any more.
   */
  static final int LONGEST_NAME = 253 - 63 - 1 - 1 - 36 - ".yaml".length();
  private static final Pattern OBJECT = Pattern.compile("(.*)-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.ya?ml");
  private static final int INDENT = 24;
  private final String namespace;
  private final String prefix;

  RuleObjects(String namespace, String prefix) {
    this.namespace = namespace;
    this.prefix = prefix;
  }

  /** Never changes for the same group. A namespace has no dot, which keeps {@code PREFIX.NAMESPACE.GROUP} injective. */
  String name(RuleGroup group) {
    ResourceId owner = group.owner();
    String plain = prefix + "." + owner.namespace() + "." + owner.name();
    return plain.length() <= LONGEST_NAME ? plain : prefix + "." + Sha256.of(owner.qualifiedName());
  }

  /** What the file of an object is called in Prometheus, without its UID. */
  String shown(String object) {
    return namespace + "-" + object;
  }

  /** The same, of a file that Prometheus shows; another file's name stays as it is. */
  static String withoutUid(String file) {
    return OBJECT.matcher(file).replaceFirst("$1");
  }

  static Map<String, Object> spec(RuleGroup group) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", group.name());
    put(fields, "interval", group.interval());
    fields.put("rules", group.rules().stream().map(RuleObjects::rule).toList());
    return Map.of("groups", List.of(fields));
  }

  private static Map<String, Object> rule(CompiledRule rule) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(rule.alert() ? "alert" : "record", rule.name());
    put(fields, "expr", rule.expr());
    put(fields, "for", rule.forDuration());
    put(fields, "keep_firing_for", rule.keepFiringFor());
    put(fields, "labels", rule.labels());
    put(fields, "annotations", rule.annotations());
    return fields;
  }

  private static void put(Map<String, Object> fields, String name, String text) {
    if (!text.isEmpty()) {
      fields.put(name, text);
    }
  }

  private static void put(Map<String, Object> fields, String name, Map<String, String> entries) {
    if (!entries.isEmpty()) {
      fields.put(name, entries);
    }
  }

  /** No fewer bytes than prometheus-operator's rendering of it has, whatever style its YAML library picks for a text. */
  static long rendered(Object value) {
    return switch (value) {
      case Map<?, ?> fields -> fields.entrySet().stream()
          .mapToLong(field -> rendered(field.getKey()) + rendered(field.getValue()) + INDENT).sum();
      case List<?> items -> items.stream().mapToLong(RuleObjects::rendered).sum() + INDENT;
      default -> text(value.toString());
    };
  }

  /** Long lines may be folded at spaces and all lines are indented; what is not printable is escaped. */
  private static long text(String text) {
    long bytes = text.codePoints().mapToLong(c -> switch (c) {
      case '\n' -> INDENT;
      case ' ', '"', '\\', '\'' -> 2;
      default -> c < 0x20 || c >= 0x7F ? c > 0xFFFF ? 10 : 6 : 1;
    }).sum();
    return bytes + bytes / 80 * INDENT + 2;
  }
}
