package dev.shizuka.compile;

import dev.shizuka.api.AlertRuleGroupSpec.Rule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Random names, labels, durations and templates, about half of them bad. */
final class RuleTexts {
  private static final List<String> PIECES = List.of("$value", "$labels", "$labels.job", "$x", "$", ".", ".Value",
      ".A.B",
      "..", "humanize", "printf", "print", "index", "first", "query", "nope", "now", "true", "false", "nil", "1",
      "0x1F",
      "-1", "+2", "1.5", ".5", "5.", "1e3", "1e", "0b12", "0o17", "017", "089", "1_000", "1_000.5", "0x1p-2", "0x1.8",
      "1i", "1+2i",
      "1+i", "99999999999999999999", "1e400", "'a'", "'\\n'", "'\\''", "'\\\"'", "'ab'", "\"s\"", "\"\\q\"", "\"\\x4\"",
      "\"\\x41\"",
      "\"\\u00e9\"", "\"\\ud800\"", "\"\\400\"", "\"\\377\"", "\"{{\"", "\"}}\"", "`r`", "`", "\"", "'", "|", "|", "|",
      "(", ")", ":=", "=", ",", ":", "if",
      "else", "end", "range", "with", "define", "template", "block", "break", "continue", "あ", ".あ", "$é", "%", "\t",
      "\n",
      "/*", "*/", "-", "\u0085", "\u00a0", "$labels.a-b", "$labels.a.b", "(print 1).x", "print(1)", "$x:=", "x=1");
  private static final List<String> BLOCKS = List.of("{{ if $value }}%s{{ end }}",
      "{{ if gt $value 1.0 }}%s{{ else }}%s{{ end }}",
      "{{ if true }}%s{{ else if false }}%s{{ else }}%s{{ end }}", "{{ range query \"up\" }}%s{{ end }}",
      "{{ range $i, $x := query \"up\" }}%s{{ $x.Value }}{{ else }}%s{{ end }}",
      "{{ range $x := . }}%s{{ break }}%s{{ end }}",
      "{{ with $x := 1 }}%s{{ $x }}{{ else }}%s{{ end }}", "{{ with . }}%s{{ else with . }}%s{{ end }}",
      "{{ $x := 1 }}%s", "{{ $x = 1 }}%s",
      "{{ define \"t\" }}%s{{ end }}%s", "{{ block \"b\" . }}%s{{ end }}", "{{ template \"t\" }}%s",
      "{{ template \"t\" $value }}%s",
      "{{- /* c */ -}}%s", "{{/* c */}}%s", "{{ /* c */ }}%s", "{{- %s -}}", "{{continue}}%s", "%s{{ end }}",
      "{{ else }}%s", "{{ if }}%s{{ end }}",
      "{{ range $a, $b, $c := . }}%s{{ end }}", "{{ range $a, $labels }}%s{{ end }}",
      "{{ define \"__alert_Rule1\" }}%s{{ end }}x", "{{ if true }}%s", "%s {{");
  private static final List<String> VALUES = List.of("a", "", "team-é", "日本", "😀", "{{", "}}", "a\nb", "\t", "\u0007",
      "\u007f", "\u0085", "\ufeff", "\ufffe", "\"", "\\",
      "'", ": #", "\u2028", "{{ \"", "null", "0");
  private static final List<String> DURATIONS = List.of("5m", "0", "0s", "1h30m", "30m1h", "1.5h", "5 m", "", "-1m",
      "1y2w3d4h5m6s7ms",
      "292y", "293y", "99999999999999999999s", "1M", "05m", "5ms", "5m5m", "+5m", "５m");
  private static final List<String> LABELS = List.of("a", "_a1", "A", "__a__", "1a", "a-b", "é", "", "a b", "__name__",
      "namespace",
      "exported_owner", "alertname", "severity", "le", "a:b");
  private static final List<String> NAMES = List.of("Rule", "a:b", "_", "1a", "a-b", "é", "{}", "a{b=\"c\"}", "", " ",
      "a\u0000b", "\ud800", "日本 語");

  private final Random random;

  RuleTexts(Random random) {
    this.random = random;
  }

  /** A rule that is good in most respects. */
  Rule rule(int index) {
    boolean records = random.nextInt(6) == 0;
    String name = seldom() ? pick(NAMES) : "Rule" + index;
    String expr = "vector(" + index + ")";
    String hold = records && !seldom() ? null : usually("5m", DURATIONS);
    Map<String, String> annotations = records && !seldom() ? Map.of() : entries();
    String summary = records ? null : template(2);
    return new Rule(records || rarely() ? name : null, records ? null : name, expr, hold,
        records ? null : usually("1m", DURATIONS), null, summary, null, entries(), annotations);
  }

  /** A label's value as people might write it. */
  String value() {
    return pick(VALUES);
  }

  private Map<String, String> entries() {
    Map<String, String> entries = new HashMap<>();
    for (int count = random.nextInt(3); count > 0; count--) {
      entries.put(usually("ok", LABELS), rarely() ? "\ud800" : random.nextBoolean() ? value() : template(1));
    }
    return entries;
  }

  /** A template with that many blocks around it at most. */
  String template(int depth) {
    if (depth > 0 && random.nextInt(3) > 0) {
      String block = pick(BLOCKS);
      return IntStream.range(0, 3).boxed().reduce(block,
          (text, slot) -> text.contains("%s")
              ? text.replaceFirst("%s", java.util.regex.Matcher.quoteReplacement(template(depth - 1)))
              : text,
          (one, other) -> other);
    }
    return switch (random.nextInt(4)) {
      case 0 -> "text " + pick(VALUES);
      case 1 -> "{{ " + pick(PIECES) + " }}";
      default -> mutated("{{" + (random.nextInt(8) == 0 ? "-" : " ") + IntStream.rangeClosed(0, random.nextInt(4))
          .mapToObj(piece -> pick(PIECES) + (random.nextInt(6) == 0 ? "" : " ")).collect(Collectors.joining()) + "}}");
    };
  }

  private String mutated(String text) {
    if (random.nextInt(10) > 0) {
      return text;
    }
    int at = random.nextInt(text.length());
    return text.substring(0, at) + text.substring(at + 1);
  }

  private String usually(String good, List<String> others) {
    return random.nextInt(5) > 0 ? good : pick(others);
  }

  private boolean seldom() {
    return random.nextInt(12) == 0;
  }

  private boolean rarely() {
    return random.nextInt(40) == 0;
  }

  private String pick(List<String> texts) {
    return texts.get(random.nextInt(texts.size()));
  }
}
