package dev.shizuka.compile;

import java.util.Map;
import java.util.TreeMap;

/**
 * Labels stamped on alerts. A stamp overrides the series' own label of that name, and two series that differ only in it would become one
 * alert, which fails the whole rule; so the series' own value goes along, the way scrapes do it. For a label X stamped with S:
 *
 * <ol>
 * <li>{@code X} is S.
 * <li>{@code exported_X} is the series' own X if it has one that is not S, else its own {@code exported_X}.
 * <li>{@code exported_exported_X} is what that displaced: the series' own {@code exported_X} if 2 took X, else its own
 * {@code exported_exported_X}.
 * </ol>
 *
 * An empty label vanishes. Values are templates, which Prometheus runs with the series' own labels (rules/alerting.go).
 */
final class Stamps {
  private final Map<String, String> labels = new TreeMap<>();

  /** Stamps nothing where the value is empty. */
  void stamp(String label, String value) {
    if (value.isEmpty()) {
      return;
    }
    String own = "$labels." + label;
    String exported = "$labels.exported_" + label;
    String displaced = "{{ if and " + own + " (ne " + own + " " + TemplateQuotes.quote(value) + ") }}{{ ";
    labels.put(label, TemplateQuotes.literal(value));
    labels.put("exported_" + label, displaced + own + " }}{{ else }}{{ " + exported + " }}{{ end }}");
    labels.put("exported_exported_" + label,
        displaced + exported + " }}{{ else }}{{ $labels.exported_exported_" + label + " }}{{ end }}");
  }

  /** Leaves the series its own, and stamps where it has none. */
  void honor(String label, String value) {
    String own = "$labels." + label;
    labels.put(label,
        "{{ if " + own + " }}{{ " + own + " }}{{ else }}{{ " + TemplateQuotes.quote(value) + " }}{{ end }}");
  }

  Map<String, String> labels() {
    return labels;
  }
}
