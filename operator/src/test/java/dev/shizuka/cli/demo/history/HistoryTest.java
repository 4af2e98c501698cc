package dev.shizuka.cli.demo.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.ledger.Fingerprint;
import dev.shizuka.ledger.facts.EpisodeFact;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");
  private static final History HISTORY = History.of(2026, NOW);

  @Test
  void sameSeedMakesTheSameYear() {
    assertThat(History.of(2026, NOW)).isEqualTo(HISTORY);
    assertThat(History.of(2027, NOW)).isNotEqualTo(HISTORY);
  }

  @Test
  void yearIsTheLastThatIsOver() {
    assertThat(HISTORY.year().from()).isEqualTo("2025-03-31T15:00:00Z");
    assertThat(HISTORY.year().until()).isEqualTo("2026-03-31T15:00:00Z");
    assertThat(History.of(1, Instant.parse("2026-03-01T00:00:00Z")).year().until()).isEqualTo("2025-03-31T15:00:00Z");
  }

  @Test
  void estateHas500HostsAnd40Services() {
    assertThat(HistoryEstate.hosts()).hasSize(500).doesNotHaveDuplicates();
    assertThat(HistoryEstate.namespaces().stream().flatMap(name -> HistoryEstate.services(name).stream()).toList())
        .hasSize(40).doesNotHaveDuplicates();
    assertThat(HISTORY.episodes()).hasSizeBetween(50_000, 80_000);
  }

  @Test
  void oneInstanceHasOneEpisodeAtATime() {
    Map<String, Instant> ends = new HashMap<>();
    Set<String> ids = new HashSet<>();
    for (PastEpisode episode : HISTORY.episodes()) {
      EpisodeFact fact = episode.fact();
      assertThat(ids.add(fact.id())).isTrue();
      assertThat(fact.previousEndedAt().orElse(null)).isEqualTo(ends.put(fact.fingerprint(), fact.endedAt().get()));
      fact.previousEndedAt().ifPresent(
          end -> assertThat(fact.startedAt()).isAfter(end.plus(Duration.ofMinutes(2))));
      assertThat(fact.startedAt()).isBefore(fact.endedAt().get());
      assertThat(fact.endedAt().get()).isBefore(HISTORY.year().until());
    }
  }

  @Test
  void fingerprintsAreAlertmanagers() {
    assertThat(Fingerprint.of(Map.of())).isEqualTo("cbf29ce484222325");
    assertThat(List.of(Fingerprint.of(Map.of("a", "bc")), Fingerprint.of(Map.of("ab", "c")))).doesNotHaveDuplicates();
  }
}
