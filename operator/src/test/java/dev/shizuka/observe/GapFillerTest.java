package dev.shizuka.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.backend.Access;
import dev.shizuka.backend.prometheus.PrometheusHistory;
import dev.shizuka.cli.ServerProcess;
import dev.shizuka.compile.Priorities;
import dev.shizuka.ledger.Ledger;
import dev.shizuka.ledger.Poll;
import dev.shizuka.ledger.Store;
import dev.shizuka.ledger.facts.Gap;
import dev.shizuka.ledger.facts.Period;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a gap of a quarter of an hour that no Prometheus fills; GapIT has one that does. */
class GapFillerTest {
  private static final Instant START = Instant.parse("2026-12-01T00:00:00Z");
  private static final Period GAP = new Period(START, START.plusSeconds(900));

  @TempDir
  private Path directory;
  private Store store;
  private Ledger ledger;

  @BeforeEach
  void open() {
    store = Store.open(directory);
    ledger = store.ledger(Duration.ofMinutes(2));
    for (int second : new int[]{0, 900, 930}) {
      Poll.Member member = new Poll.Member("http://a:9093", true, START.minusSeconds(86_400));
      ledger.record(new Poll("main", START.plusSeconds(second), List.of(member), List.of()));
    }
  }

  @AfterEach
  void close() {
    store.close();
  }

  private boolean fill(Duration later, PastSource.Opener sources) throws InterruptedException {
    Clock clock = Clock.fixed(GAP.until().plus(later), ZoneOffset.UTC);
    return new GapFiller(new GapFiller.Settings("main", ledger, sources, () -> new Priorities(Map.of()), clock))
        .fillAll();
  }

  private static List<PastSource> away() {
    try {
      String url = "http://127.0.0.1:" + ServerProcess.freePort();
      return List.of(new PastSource(List.of(new PrometheusHistory("main", url, Access.OPEN))));
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private Gap.Reason reason() {
    List<Gap> gaps = ledger.facts().gaps(GAP);
    assertThat(gaps).extracting(Gap::period).containsExactly(GAP);
    return gaps.getFirst().reason();
  }

  @Test
  void withoutAPrometheusItIsSaidAtOnce() throws InterruptedException {
    assertThat(fill(Duration.ZERO, List::of)).isTrue();
    assertThat(reason()).isEqualTo(Gap.Reason.NoPrometheus);
  }

  @Test
  void aPrometheusThatIsAwayIsTriedForThreeDays() throws InterruptedException {
    assertThat(fill(Duration.ZERO, GapFillerTest::away)).isFalse();
    assertThat(fill(Duration.ofDays(3), GapFillerTest::away)).isFalse();
    assertThat(reason()).isEqualTo(Gap.Reason.NotYet);
    assertThat(fill(Duration.ofDays(3).plusSeconds(1), GapFillerTest::away)).isTrue();
    assertThat(reason()).isEqualTo(Gap.Reason.Unreadable);
  }

  @Test
  void shortGapsAreLookedAtClosely() {
    Map<Integer, Integer> seconds = Map.of(20, 1, 900, 3, 3_600, 15, 86_400, 15);
    seconds.forEach((gap, step) -> assertThat(GapFiller.step(new Period(START, START.plusSeconds(gap))))
        .isEqualTo(Duration.ofSeconds(step)));
  }
}
