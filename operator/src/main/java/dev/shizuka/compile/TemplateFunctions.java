package dev.shizuka.compile;

import java.util.Set;

/** Functions that templates may call: Go's own, and Prometheus' that 2.42 and 3.15 both have (template/template.go). */
final class TemplateFunctions {
  private static final Set<String> GO = Set.of("and", "call", "eq", "ge", "gt", "html", "index", "js", "le", "len",
      "lt",
      "ne", "not", "or", "print", "printf", "println", "slice", "urlquery");
  private static final Set<String> PROMETHEUS = Set.of("args", "externalURL", "first", "graphLink", "humanize",
      "humanize1024", "humanizeDuration", "humanizePercentage", "humanizeTimestamp", "label", "match", "parseDuration",
      "pathPrefix", "query", "reReplaceAll", "safeHtml", "sortByLabel", "stripDomain", "stripPort", "strvalue",
      "tableLink", "title", "tmpl", "toLower", "toTime", "toUpper", "value");
  private static final Set<String> NEWER = Set.of("now", "toDuration", "urlQueryEscape");

  private TemplateFunctions() {}

  /** @throws TemplateError unless every supported Prometheus has it */
  static void check(String name) {
    if (NEWER.contains(name)) {
      throw new TemplateError(
          "function \"" + name + "\" is not defined in every supported Prometheus (2.42 and later)");
    }
    if (!GO.contains(name) && !PROMETHEUS.contains(name)) {
      throw new TemplateError("function \"" + name + "\" not defined");
    }
  }
}
