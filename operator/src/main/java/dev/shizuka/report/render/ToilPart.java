package dev.shizuka.report.render;

import dev.shizuka.report.noise.NoiseFigures;
import dev.shizuka.report.noise.NoiseFigures.Toil;
import dev.shizuka.report.render.Document.Definition;
import dev.shizuka.report.render.Document.Section;
import dev.shizuka.report.render.Document.Tile;
import dev.shizuka.report.render.Document.Tiles;
import dev.shizuka.report.render.Document.Tone;
import java.util.List;

/** Section 6: time that nobody needed to spend. */
final class ToilPart {
  private ToilPart() {}

  static Section of(NoiseFigures figures, Words words) {
    Toil toil = figures.toil();
    Tile noAction = new Tile(words.text("toil.noAction"), words.percent(toil.noActionShare()),
        words.text("toil.of", words.span(toil.noActionSeconds()), words.span(toil.handlingSeconds())), Tone.PLAIN,
        words.text("toil.noAction.definition"));
    Tile sameDay = new Tile(words.text("toil.sameDay"), words.percent(toil.sameDayShare()),
        words.text("toil.of", words.number(toil.sameDay()), words.number(toil.calls())), Tone.PLAIN,
        words.text("toil.sameDay.definition"));
    return new Section("toil", words.text("toil"),
        List.of(new Definition(words.text("toil.noAction"), words.text("toil.noAction.definition")),
            new Definition(words.text("toil.sameDay"), words.text("toil.sameDay.definition"))),
        List.of(new Tiles(List.of(noAction, sameDay))));
  }
}
