package dev.shizuka.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.ledger.Ledger.Episode;
import dev.shizuka.ledger.Sighting;
import dev.shizuka.response.EpisodeId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EpisodeSearchTest {
  private static final String A = "1a30000000000000";
  private static final String B = "1a31000000000000";
  private final EpisodeSearch search = new EpisodeSearch(() -> List.of(episode("main", A, 30), episode("other", B, 10)),
      limit -> List.of(episode("main", B, 20), episode("main", A, 15), episode("main", B, 5)));

  private static Episode episode(String backend, String fingerprint, int second) {
    Instant at = Instant.ofEpochSecond(second);
    return new Episode(backend, fingerprint, Map.of(), "", at, at, Optional.empty(), Sighting.State.UNDECIDED, "", "",
        Optional.empty());
  }

  private static EpisodeId id(String backend, String fingerprint, int second) {
    return new EpisodeId(backend, fingerprint, Instant.ofEpochSecond(second));
  }

  @Test
  void theOpenEpisodeIsMeantElseTheLastOne() {
    assertThat(search.beginningWith("1a30")).containsExactly(id("main", A, 30));
    assertThat(search.beginningWith("beef")).isEmpty();
  }

  @Test
  void eachInstanceIsNamedOnce() {
    assertThat(search.beginningWith("1a31")).containsExactly(id("other", B, 10), id("main", B, 20));
    assertThat(search.beginningWith("1a3")).hasSize(3);
  }
}
