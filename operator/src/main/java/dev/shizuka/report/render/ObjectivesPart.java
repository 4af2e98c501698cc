package dev.shizuka.report.render;

import dev.shizuka.report.noise.NoiseFigures;
import dev.shizuka.report.noise.NoiseFigures.Attainment;
import dev.shizuka.report.noise.NoiseFigures.MissedCall;
import dev.shizuka.report.noise.NoiseFigures.Objectives;
import dev.shizuka.report.render.Document.Block;
import dev.shizuka.report.render.Document.Definition;
import dev.shizuka.report.render.Document.Paragraph;
import dev.shizuka.report.render.Document.Section;
import dev.shizuka.report.render.Document.Table;
import dev.shizuka.report.render.Document.Tone;
import java.util.ArrayList;
import java.util.List;

/** Section 3: whether answers came in time, and why not. */
final class ObjectivesPart {
  private ObjectivesPart() {}

  static Section of(NoiseFigures figures, Words words) {
    Objectives objectives = figures.objectives();
    List<Block> blocks = new ArrayList<>();
    if (objectives.missedWithoutCause() > 0) {
      blocks.add(new Paragraph(words.text("objectives.withoutCause", words.number(objectives.missedWithoutCause()),
          words.number(objectives.missed())), Tone.BAD));
    }
    blocks.add(attainment("priority", objectives.byPriority(), words));
    blocks.add(attainment("owner", objectives.byOwner(), words));
    blocks.add(attainment("namespace", objectives.byNamespace(), words));
    blocks.add(new Table(words.text("objectives.byCause"), Columns.of(words, "cause", "#objectives.missed"),
        objectives.missesByCause().stream()
            .map(cause -> List.of(words.name(cause.cause()), words.number(cause.missed()))).toList(),
        words.text("objectives.noMiss")));
    if (!objectives.missesShown().isEmpty()) {
      blocks.add(misses(objectives, words));
    }
    return new Section("objectives", words.text("objectives"),
        List.of(new Definition(words.text("objectives.met"), words.text("objectives.met.definition")),
            new Definition(words.text("objectives.excluded"), words.text("objectives.excluded.definition")),
            new Definition(words.text("objectives.missed"), words.text("objectives.missed.definition")),
            new Definition(words.text("objectives.attained"), words.text("objectives.attained.definition"))),
        blocks);
  }

  private static Table attainment(String by, List<Attainment> rows, Words words) {
    return new Table(words.text("objectives.by." + by),
        Columns.of(words, by, "#objectives.attained", "#objectives.promised", "#objectives.met", "#objectives.missed",
            "#objectives.excluded", "#objectives.pending"),
        rows.stream().map(row -> row(row, words)).toList(), words.text("objectives.none"));
  }

  private static List<String> row(Attainment row, Words words) {
    Double attained = row.attained();
    Integer promised = row.promised();
    String mark = attained == null || promised == null ? "" : attained * 100 >= promised ? " ✓" : " ✗";
    return List.of(words.name(row.name()), words.percent(attained) + mark,
        promised == null ? "–" : words.text("percent", words.number(promised.longValue())), words.number(row.met()),
        words.number(row.missed()), words.number(row.excluded()), words.number(row.pending()));
  }

  private static Table misses(Objectives objectives, Words words) {
    return new Table(
        words.text("objectives.misses", words.number(objectives.missesShown().size()),
            words.number(objectives.missed())),
        Columns.of(words, "alert", "priority", "miss.called", "miss.due", "miss.answered", "miss.told", "cause"),
        objectives.missesShown().stream().map(miss -> row(miss, words)).toList(), words.text("objectives.noMiss"));
  }

  private static List<String> row(MissedCall miss, Words words) {
    return List.of(Columns.alert(miss.namespace(), miss.alertname()),
        words.name(miss.priority()), words.time(miss.calledAt()), words.time(miss.due()),
        miss.answeredAt() == null ? "–" : words.time(miss.answeredAt()),
        miss.told().isEmpty() ? "–" : String.join(", ", miss.told()),
        words.name(miss.cause()));
  }
}
