package dev.shizuka.report.run;

import static dev.shizuka.report.run.ReportingHouse.BEFORE;
import static dev.shizuka.report.run.ReportingHouse.DUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.shizuka.report.run.Receiver.Got;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} at each step of a delivery: it arrives once, or it is told that nobody knows. */
@Timeout(120)
class KilledReportsIT {
  private static final String KEY = "test/NoiseReport/shop/monthly/2026-12-01T00:00:00Z/webhook";
  @TempDir
  private Path directory;
  private Receiver receiver;

  @BeforeEach
  void receive() throws IOException {
    receiver = new Receiver();
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  /** Starts the process, and kills it when it has said this. */
  private void runUntil(String said, Instant time, String url) throws IOException, InterruptedException {
    run(time, url, lines -> {
      for (String line = lines.readLine(); !said.equals(line); line = lines.readLine()) {
        assertThat(line).as("said before " + said).isNotNull();
      }
    });
  }

  private interface Watch {
    void until(BufferedReader lines) throws IOException;
  }

  private void run(Instant time, String url, Watch watch) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
        ReportingProcess.class.getName(), directory.toString(), time.toString(), url)
        .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader lines = process.inputReader()) {
      watch.until(lines);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void killedBeforeItsTimeAndAfterItItArrivesOnce() throws Exception {
    runUntil("none", BEFORE, receiver.url("/"));
    runUntil("Delivered", DUE, receiver.url("/"));
    runUntil("Delivered", DUE.plusSeconds(60), receiver.url("/"));
    assertThat(receiver.got()).extracting(Got::key).containsExactly(KEY);
  }

  @Test
  void killedJustBeforeItIsSentItArrivesOnce() throws Exception {
    runUntil("none", BEFORE, receiver.url("/"));
    runUntil("before", DUE, ReportingProcess.STOP_BEFORE);
    assertThat(receiver.got()).isEmpty();
    runUntil("Delivered", DUE.plusSeconds(60), receiver.url("/"));
    assertThat(receiver.got()).extracting(Got::key).containsExactly(KEY);
  }

  @Test
  void killedBetweenTwoTriesItArrivesOnce() throws Exception {
    runUntil("none", BEFORE, receiver.url("/"));
    runUntil("Retrying", DUE, "http://127.0.0.1:1/");
    runUntil("Delivered", DUE.plusSeconds(60), receiver.url("/"));
    assertThat(receiver.got()).extracting(Got::key).containsExactly(KEY);
  }

  @Test
  void killedBeforeTheAnswerItIsNotSentAgainAndSaysSo() throws Exception {
    runUntil("none", BEFORE, receiver.url("/"));
    receiver.hold();
    run(DUE, receiver.url("/"),
        lines -> await().atMost(Duration.ofSeconds(30)).until(() -> !receiver.got().isEmpty()));
    runUntil("Unknown", DUE.plusSeconds(60), receiver.url("/"));
    assertThat(receiver.got()).extracting(Got::key).containsExactly(KEY);
  }
}
