package dev.shizuka.report.render;

import dev.shizuka.ledger.facts.Gap;
import dev.shizuka.ledger.facts.Period;
import dev.shizuka.report.noise.NoiseFigures;
import dev.shizuka.report.noise.NoiseFigures.Header;
import dev.shizuka.report.noise.NoiseFigures.ScopeText;
import dev.shizuka.report.render.Document.Definition;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What the report is about. */
final class Heading {
  private static final int MOST_GAPS = 20;

  private Heading() {}

  static List<Definition> facts(NoiseFigures figures, Words words) {
    Header header = figures.header();
    List<Definition> facts = new ArrayList<>();
    facts.add(new Definition(words.text("window"), period(header.window(), words)));
    String scaled = header.scale() == 1 ? "" : words.text("scaled");
    facts.add(new Definition(words.text("comparison"), period(header.comparison(), words) + scaled));
    facts.add(new Definition(words.text("timeZone"), header.timeZone()));
    ScopeText scope = header.scope();
    add(facts, words.text("scope.namespaces"), scope.namespaces());
    add(facts, words.text("scope.owners"), scope.owners());
    add(facts, words.text("scope.services"), scope.services());
    add(facts, words.text("scope.priorities"), scope.priorities());
    if (!figures.gaps().isEmpty()) {
      facts.add(new Definition(words.text("gaps"),
          gaps(figures.gaps(), words)));
    }
    return facts;
  }

  private static void add(List<Definition> facts, String name, List<String> values) {
    if (!values.isEmpty()) {
      facts.add(new Definition(name, String.join(", ", values)));
    }
  }

  /** The newest, each with why nobody knows. */
  private static String gaps(List<Gap> gaps, Words words) {
    int unsaid = Math.max(0, gaps.size() - MOST_GAPS);
    String said = gaps.stream().skip(unsaid).map(gap -> words.text("gap", period(gap.period(), words),
        words.text("gap." + gap.reason()))).collect(Collectors.joining(", "));
    return unsaid == 0 ? said : words.text("gaps.more", words.number(unsaid), said);
  }

  private static String period(Period period, Words words) {
    return words.text("period", words.time(period.from()), words.time(period.until()));
  }
}
