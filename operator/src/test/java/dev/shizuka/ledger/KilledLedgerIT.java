package dev.shizuka.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.catalog.ResourceId;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class KilledLedgerIT {
  /** By then some alert fires in these polls: an open episode tells which poll was the last. */
  private static final int FIRST_SEEN = 10;
  private static final int POLLS = 3_000;
  private static final int ROUNDS = 4;

  @TempDir
  Path directory;

  /** Each round records the same polls from the start: those that were recorded before must change nothing. */
  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void whatWasRecordedBeforeAKillIsThereOnceAndNothingElse() throws Exception {
    List<Poll> polls = RecordingProcess.polls(POLLS);
    Random random = new Random();
    int told = 0;
    for (int round = 0; round < ROUNDS; round++) {
      told = Math.max(told, recordUntil(told + FIRST_SEEN + random.nextInt(60)));
      Ledger.Episode newest;
      try (Store store = Store.open(directory.resolve("killed"))) {
        Ledger killed = store.ledger(Scene.SETTLE);
        newest = killed.open().stream().max(java.util.Comparator.comparing(Ledger.Episode::lastSeenAt)).orElseThrow();
        int recorded = (int) (newest.lastSeenAt().getEpochSecond() - Scene.START.getEpochSecond()) / 10 + 1;
        assertThat(recorded).as("polls recorded, of %s told", told).isGreaterThanOrEqualTo(told);
        assertSameBooks(killed, polls.subList(0, recorded), directory.resolve("whole"));
      }
    }
  }

  /** Starts the process and kills it once it has told of so many polls; gives how many it told of in the end. */
  private int recordUntil(int enough) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
        RecordingProcess.class.getName(), directory.resolve("killed").toString(), "" + POLLS)
        .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    int told = 0;
    try (BufferedReader lines = process.inputReader()) {
      String line = lines.readLine();
      while (line != null) {
        told = Integer.parseInt(line);
        if (told == enough) {
          process.destroyForcibly();
        }
        line = lines.readLine();
      }
    } catch (IOException closedByTheKill) {
      assertThat(told).isGreaterThanOrEqualTo(enough);
    } finally {
      process.destroyForcibly().waitFor();
    }
    return told;
  }

  private static Map<ResourceId, PolicyUse.Counts> figures(Ledger ledger) {
    Map<ResourceId, PolicyUse.Counts> figures = new HashMap<>();
    ledger.policyUses(Scene.START).forEach((policy, use) -> figures.put(policy, use.ever()));
    return figures;
  }

  private static void assertSameBooks(Ledger killed, List<Poll> polls, Path directory) {
    try (Store store = Store.open(directory)) {
      Ledger whole = store.ledger(Scene.SETTLE);
      polls.forEach(whole::record);
      assertThat(killed.totals()).isEqualTo(whole.totals());
      assertThat(killed.wouldSuppress()).isEqualTo(whole.wouldSuppress());
      assertThat(figures(killed)).isEqualTo(figures(whole));
      assertThat(killed.open()).isEqualTo(whole.open());
      assertThat(killed.recent(100_000)).isEqualTo(whole.recent(100_000));
    }
  }
}
