package dev.shizuka.report.render;

import dev.shizuka.report.noise.NoiseFigures;
import dev.shizuka.report.noise.NoiseFigures.Candidate;
import dev.shizuka.report.noise.NoiseFigures.Reason;
import dev.shizuka.report.render.Document.Block;
import dev.shizuka.report.render.Document.Definition;
import dev.shizuka.report.render.Document.Section;
import dev.shizuka.report.render.Document.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Section 5: alerts that people could be spared. */
final class CandidatesPart {
  private CandidatesPart() {}

  static Section of(NoiseFigures figures, Words words) {
    List<Block> blocks = new ArrayList<>();
    for (Reason reason : Reason.values()) {
      blocks.add(table(reason,
          figures.candidates().stream().filter(candidate -> candidate.reason() == reason).toList(), words));
    }
    return new Section("candidates", words.text("candidates"),
        Arrays.stream(Reason.values()).map(reason -> new Definition(words.text("candidates." + reason),
            words.text("candidates." + reason + ".definition"))).toList(),
        blocks);
  }

  private static Table table(Reason reason, List<Candidate> candidates, Words words) {
    String of = reason == Reason.Flapping ? "#figure.Episodes" : "#figure.Actionable";
    List<String> columns = new ArrayList<>(List.of("alert", "owner"));
    if (reason == Reason.Together) {
      columns.add("candidates.with");
    }
    columns.addAll(List.of("#candidates." + reason + ".matching", of, "#share", "#figure.HandlingTime"));
    return new Table(words.text("candidates." + reason), Columns.of(words, columns.toArray(String[]::new)),
        candidates.stream().map(candidate -> row(candidate, words)).toList(), words.text("candidates.none"));
  }

  private static List<String> row(Candidate candidate, Words words) {
    List<String> row = new ArrayList<>();
    row.add(Columns.alert(candidate.namespace(), candidate.alertname()));
    row.add(words.name(candidate.owner()));
    if (candidate.reason() == Reason.Together) {
      row.add(candidate.with());
    }
    row.addAll(List.of(words.number(candidate.matching()), words.number(candidate.of()),
        words.percent(candidate.share()), words.span(candidate.handlingSeconds())));
    return row;
  }
}
