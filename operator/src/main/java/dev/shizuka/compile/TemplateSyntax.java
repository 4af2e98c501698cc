package dev.shizuka.compile;

import java.util.Optional;

/**
 * Whether Prometheus would parse a template in a label or an annotation of an alert: Go's {@code text/template} (its package documentation
 * is the source of the grammar) with Prometheus' functions and variables.
 *
 * <p>Accepts only what Prometheus 2.42 as distributions ship it (Go 1.19) and 3.15 both accept, so it refuses {@code {{else with}}} and
 * functions and letters added since. On purpose it is stricter than Go in what would fail at every evaluation or never makes sense:
 * assignment to an undefined variable, {@code nil} as a command, a pipeline that ends with a pipe, {@code range $a, $b} without
 * {@code :=}, one name defined twice, underscores in a floating point number, nesting deeper than 100.
 */
public final class TemplateSyntax {
  private TemplateSyntax() {}

  /** What is wrong, in words like Go's; empty where the template is good. */
  public static Optional<String> error(String text) {
    if (!text.contains("{{")) {
      return Optional.empty();
    }
    try {
      new TemplateParser(TemplateLexer.tokens(text)).parse();
      return Optional.empty();
    } catch (TemplateError error) {
      return Optional.of(error.words());
    }
  }
}
