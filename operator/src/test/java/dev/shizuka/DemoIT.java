package dev.shizuka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.shizuka.testbed.AlertmanagerApi;
import dev.shizuka.testbed.Launcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code shizuka demo}, as a newcomer starts it. */
class DemoIT {
  private static final Pattern ALERTMANAGER = Pattern.compile("Alertmanager +(http://[0-9.:]+)");

  private static final List<String> FORMS = List.of("silence", "schedule", "inhibition", "hold", "flapping");

  @TempDir
  private Path directory;

  @Test
  void withinTwoMinutesItShowsWhatShizukaIsFor() throws Exception {
    List<ProcessHandle> servers;
    Path temporary = Files.createDirectories(directory.resolve("tmp"));
    Map<String, String> environment = Map.of("SHIZUKA_OPTS", "-Djava.io.tmpdir=" + temporary);
    try (Launcher demo = Launcher.start(directory, environment, "demo", "--listen", "127.0.0.1:0")) {
      await("the open episodes are what Alertmanager says").atMost(Duration.ofMinutes(2))
          .ignoreExceptions()
          .untilAsserted(() -> assertThat(openBySilence(demo)).isPositive().isEqualTo(silencedInAlertmanager(demo)));
      await("suppressed and actionable episodes").atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofSeconds(1))
          .ignoreExceptions()
          .until(() -> count(demo, "actionable", "") > 0
              && FORMS.stream().allMatch(reason -> count(demo, "suppressed", reason) > 0));
      await("the table").atMost(Duration.ofSeconds(40)).untilAsserted(() -> assertThat(demo.output())
          .contains("launch-week").contains("PaymentsSlow").containsPattern("CheckoutErrorRatioHigh .* a person")
          .containsPattern("HostHighCpu .* nobody +schedule of infra/nightly-batch")
          .containsPattern("ServiceDown .* nobody +inhibition of infra/services-of-a-dead-node")
          .containsPattern("CartQueueLong .* nobody +hold of shop/short-queues")
          .containsPattern("PaymentProviderUnreachable .* nobody +flapping of shop/flaky-provider"));
      servers = demo.children();
    }
    assertThat(servers).hasSizeGreaterThanOrEqualTo(2).noneMatch(ProcessHandle::isAlive);
    assertThat(temporary).isDirectoryNotContaining("glob:**shizuka-demo*");
  }

  private static double count(Launcher demo, String outcome, String reason) {
    return metrics(demo).lines().filter(line -> line.startsWith("shizuka_alert_episodes_total{"))
        .filter(line -> line.contains("outcome=\"" + outcome + "\"") && line.contains("reason=\"" + reason + "\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ')))).sum();
  }

  private static String metrics(Launcher demo) {
    try {
      return demo.get("/metrics");
    } catch (IOException away) {
      throw new UncheckedIOException(away);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private static double openBySilence(Launcher demo) {
    return metrics(demo).lines()
        .filter(line -> line.startsWith("shizuka_alert_episodes_open{")
            && FORMS.stream().anyMatch(reason -> line.contains("reason=\"" + reason + "\"")))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ')))).sum();
  }

  private static double silencedInAlertmanager(Launcher demo) throws IOException {
    Matcher matcher = ALERTMANAGER.matcher(demo.output());
    assertThat(matcher.find()).isTrue();
    return new AlertmanagerApi(URI.create(matcher.group(1))).silenced();
  }
}
