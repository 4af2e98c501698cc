package dev.shizuka.compile;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.time.Duration;
import java.util.Optional;

/**
 * What must not even be sent to a backend: expressions that are long, deeply nested, or hold an absurd subquery. Everything else about an
 * expression is the backend's to say.
 */
final class ExpressionChecks {
  /** Bytes. */
  private static final int LONGEST = 16 * 1024;
  private static final int DEEPEST = 100;
  /** A subquery of more steps, ten times what Prometheus answers to a range query, is refused. */
  private static final long MOST_STEPS = 110_000;
  private static final Duration LONGEST_RANGE = Duration.ofDays(3650);
  private static final Pattern SUBQUERY = Pattern.compile("\\[\\s*([0-9a-z]+)\\s*:\\s*([0-9a-z]*)\\s*\\]");

  private ExpressionChecks() {}

  static void check(String expression, Findings findings) {
    if (expression.isBlank()) {
      findings.refuse("/expr", "InvalidExpression", "expr is empty: write the condition in PromQL");
    } else if (!UnicodeText.valid(expression)) {
      findings.refuse("/expr", "InvalidText", "expr holds half of a surrogate pair: write valid Unicode");
    } else if (UnicodeText.size(expression) > LONGEST) {
      findings.refuse("/expr", "TooLarge", "expr is longer than 16 KiB: split it with recording rules");
    } else {
      String code = withoutTexts(expression);
      if (depth(code) > DEEPEST) {
        findings.refuse("/expr", "TooLarge",
            "brackets in expr are nested deeper than " + DEEPEST + ": split it with recording rules");
      }
      subqueries(code, findings);
    }
  }

  /** The expression with blanks where strings and comments are. */
  private static String withoutTexts(String expression) {
    StringBuilder code = new StringBuilder(expression);
    int at = 0;
    while (at < code.length()) {
      int end = textEnd(expression, at);
      code.replace(at, end, " ".repeat(end - at));
      at = Math.max(at + 1, end);
    }
    return code.toString();
  }

  /** Where the string or comment ends that starts there; that place itself where none does. */
  private static int textEnd(String expression, int start) {
    char first = expression.charAt(start);
    if (first == '#') {
      int end = expression.indexOf('\n', start);
      return end < 0 ? expression.length() : end;
    }
    if (first != '"' && first != '\'' && first != '`') {
      return start;
    }
    int at = start + 1;
    while (at < expression.length() && expression.charAt(at) != first) {
      at += first != '`' && expression.charAt(at) == '\\' ? 2 : 1;
    }
    return Math.min(at + 1, expression.length());
  }

  private static int depth(String code) {
    int depth = 0;
    int deepest = 0;
    for (int at = 0; at < code.length(); at++) {
      depth += "([{".indexOf(code.charAt(at)) >= 0 ? 1 : 0;
      depth -= ")]}".indexOf(code.charAt(at)) >= 0 ? 1 : 0;
      deepest = Math.max(deepest, depth);
    }
    return deepest;
  }

  private static void subqueries(String code, Findings findings) {
    Matcher subquery = SUBQUERY.matcher(code);
    while (subquery.find()) {
      Optional<Duration> range = PrometheusDuration.parse(subquery.group(1));
      Optional<Duration> step = PrometheusDuration.parse(subquery.group(2)).filter(Duration::isPositive);
      boolean tooLong = range.filter(length -> length.compareTo(LONGEST_RANGE) > 0).isPresent();
      boolean tooMany = range.isPresent() && step.isPresent()
          && range.get().toMillis() / step.get().toMillis() > MOST_STEPS;
      if (tooLong || tooMany) {
        findings.refuse("/expr", "InvalidExpression", "subquery " + subquery.group()
            + " would evaluate too much: at most 10y, and at most " + MOST_STEPS + " steps");
      }
    }
  }
}
