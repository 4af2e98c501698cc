package dev.shizuka.compile;

import com.google.re2j.Pattern;
import dev.shizuka.api.AlertRuleGroupSpec.Rule;
import java.util.TreeMap;

/** Labels, annotations and the templates in them. */
final class LabelChecks {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
  private static final int MOST = 64;
  /** Bytes. */
  private static final int LONGEST = 16 * 1024;

  private LabelChecks() {}

  static void check(Rule rule, boolean alert, Findings findings) {
    count(rule.labels().size(), "/labels", "labels", findings);
    count(rule.annotations().size(), "/annotations", "annotations", findings);
    new TreeMap<>(rule.labels()).forEach((name, value) -> {
      String path = "/labels" + Findings.segment(name);
      labelName(name, alert, path, findings);
      value(value, alert, new Place(path, "label " + name), findings);
    });
    new TreeMap<>(rule.annotations()).forEach((name, value) -> {
      String path = "/annotations" + Findings.segment(name);
      if (!NAME.matches(name)) {
        findings.refuse(path, "InvalidAnnotation", "annotation name \"" + name
            + "\" is refused by Prometheus: use letters, digits and _, and no digit first");
      }
      value(value, alert, new Place(path, "annotation " + name), findings);
    });
    if (rule.summary() != null) {
      value(rule.summary(), alert, new Place("/summary", "summary"), findings);
    }
    if (rule.runbookURL() != null) {
      value(rule.runbookURL(), alert, new Place("/runbookURL", "runbookURL"), findings);
    }
  }

  private static void count(int actual, String path, String what, Findings findings) {
    if (actual > MOST) {
      findings.refuse(path, "TooLarge", actual + " " + what + " are too many: at most " + MOST);
    }
  }

  private static void labelName(String name, boolean alert, String path, Findings findings) {
    if (!NAME.matches(name) || name.equals("__name__")) {
      findings.refuse(path, "InvalidLabel",
          "label name \"" + name + "\" is refused by Prometheus: use letters, digits and _, and no digit first");
    }
    if (name.equals("alertname")) {
      findings.refuse(path, "ReservedLabel", "label alertname is the alert's own name: use the field alert");
    }
    if (alert) {
      ReservedLabels.instead(name).ifPresent(instead -> findings.refuse(path, "ReservedLabel", instead));
    }
  }

  private record Place(String path, String what) {}

  private static void value(String value, boolean alert, Place place, Findings findings) {
    if (!UnicodeText.valid(value)) {
      findings.refuse(place.path(), "InvalidText",
          place.what() + " holds half of a surrogate pair: write valid Unicode");
    } else if (UnicodeText.size(value) > LONGEST) {
      findings.refuse(place.path(), "TooLarge", place.what() + " is longer than 16 KiB: shorten it");
    } else if (alert) {
      TemplateSyntax.error(value).ifPresent(error -> findings.refuse(place.path(), "InvalidTemplate",
          "the template in " + place.what() + " is refused: " + error));
    }
  }
}
