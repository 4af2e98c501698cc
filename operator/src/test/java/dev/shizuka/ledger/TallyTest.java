package dev.shizuka.ledger;

import static dev.shizuka.ledger.Scene.BY_NIGHTLY;
import static dev.shizuka.ledger.Scene.INHIBITED;
import static dev.shizuka.ledger.Scene.at;
import static dev.shizuka.ledger.Scene.unsuppressed;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TallyTest {
  private final Counters none = new Counters(Map.of(), Map.of());

  private static Folded.Change opening(Sighting sighting) {
    return new Folded.Change(null, OpenEpisode.opened("main", sighting, at(0)), Optional.empty());
  }

  @Test
  void valuesBeyondTheLimitAreOther() {
    Tally tally = new Tally(none, new Tally.Limits(2, 100));
    tally.count(opening(unsuppressed("a", 0)));
    tally.count(opening(unsuppressed("b", 0)));
    assertThat(tally.count(opening(unsuppressed("c", 0))).series())
        .isEqualTo(new Series("main", "shop", "other", "p3"));
    assertThat(tally.count(opening(unsuppressed("b", 0))).series().alertname()).isEqualTo("Alertb");
  }

  @Test
  void seriesBeyondTheLimitAreOtherInAllLabels() {
    Tally tally = new Tally(none, new Tally.Limits(100, 6));
    tally.count(opening(unsuppressed("a", 0)));
    tally.count(opening(unsuppressed("b", 0)));
    assertThat(tally.count(opening(unsuppressed("c", 0))).series())
        .isEqualTo(new Series("main", "other", "other", "other"));
    assertThat(tally.count(opening(unsuppressed("a", 0))).series().alertname()).isEqualTo("Alerta");
  }

  @Test
  void anEpisodeWhoseSuppressedSeriesIsTooManyMovesBeforeItIsCounted() {
    Tally tally = new Tally(none, new Tally.Limits(100, 4));
    OpenEpisode fits = tally.count(opening(unsuppressed("a", 0).suppressed(BY_NIGHTLY)));
    assertThat(fits.series().alertname()).isEqualTo("Alerta");
    OpenEpisode over = tally.count(opening(unsuppressed("a", 0).suppressed(INHIBITED)));
    assertThat(over.series()).isEqualTo(new Series("main", "other", "other", "other"));
    Folded.Change end = new Folded.Change(over, over,
        Optional.of(new Folded.End(at(9), Outcome.SUPPRESSED, java.util.List.of())));
    tally.count(end);
    assertThat(tally.counters().episodes())
        .containsEntry(Counters.Key.suppressed(new Series("main", "other", "other", "other"), INHIBITED), 1L);
  }

  @Test
  void theLimitHoldsAfterARestart() {
    Tally first = new Tally(none, new Tally.Limits(1, 100));
    first.count(opening(unsuppressed("a", 0)));
    Tally second = new Tally(first.counters(), new Tally.Limits(1, 100));
    assertThat(second.count(opening(unsuppressed("b", 0))).series().alertname()).isEqualTo("other");
    assertThat(second.count(opening(unsuppressed("a", 0))).series().alertname()).isEqualTo("Alerta");
  }
}
