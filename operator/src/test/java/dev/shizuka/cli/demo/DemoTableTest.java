package dev.shizuka.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoTableTest {
  private static final DemoView VIEW = new DemoView(Duration.ofSeconds(84),
      "15 of 16 rules loaded, 3 policies in force, 2 silences",
      List.of(
          new DemoView.Firing("CheckoutErrorRatioHigh", "checkout", "p2", Duration.ofSeconds(58), DemoView.Fate.CALLED,
              ""),
          new DemoView.Firing("HostHighCpu", "batch-1", "p4", Duration.ofSeconds(31), DemoView.Fate.QUIET,
              "silence of infra/nightly-batch"),
          new DemoView.Firing("DiskAlmostFull", "db-1", "p4", Duration.ofSeconds(2), DemoView.Fate.WAITING, "")),
      List.of(new DemoView.Count("actionable", "reached a person", 3, Map.of("NodeDown", 3L)),
          new DemoView.Count("suppressed", "kept quiet", 0, Map.of())),
      new DemoView.PagerState(3,
          List.of(new DemoView.Ring(Instant.parse("2026-12-01T12:00:41Z"), "NodeDown", "web-3",
              "web-3 does not answer"))),
      List.of(
          new DemoView.Note(DemoView.Heading.BROKEN,
              "shop/payments, rule 2 of 3 (PaymentsSlow) is left out alone: ExpressionInvalid: unclosed left bracket."),
          new DemoView.Note(DemoView.Heading.PROTECTED,
              "shop/hush-everything asks for CheckoutErrorRatioHigh (p2) too and may not have it")),
      List.of(new DemoView.Address("Prometheus", "http://127.0.0.1:9090/alerts"),
          new DemoView.Address("Metrics", "http://127.0.0.1:9876/metrics")));

  @Test
  void showsEverythingInPlainText() {
    assertThat(String.join("\n", new DemoTable(80, false, ZoneOffset.UTC).lines(VIEW))).isEqualTo("""
        Shizuka demo, 1m24s: 15 of 16 rules loaded, 3 policies in force, 2 silences

        firing now
          ALERT                   WHERE     PRIORITY  FOR  REACHED   BECAUSE
          CheckoutErrorRatioHigh  checkout  p2        58s  a person
          HostHighCpu             batch-1   p4        31s  nobody    silence of
            infra/nightly-batch
          DiskAlmostFull          db-1      p4        2s   …

        counted so far, one for each firing
             3  actionable  reached a person: NodeDown 3
             0  suppressed  kept quiet

        what reached a person: the pager rang 3 times
          12:00:41  NodeDown  web-3  web-3 does not answer

        protected
          shop/hush-everything asks for CheckoutErrorRatioHigh (p2) too and may not have
            it

        broken, and cost nothing
          shop/payments, rule 2 of 3 (PaymentsSlow) is left out alone:
            ExpressionInvalid: unclosed left bracket.

        open (Ctrl-C ends it all)
          Prometheus  http://127.0.0.1:9090/alerts
          Metrics     http://127.0.0.1:9876/metrics""");
  }

  @Test
  void noLineIsWiderThanTheTerminal() {
    for (int width : new int[]{60, 61, 75, 120}) {
      assertThat(new DemoTable(width, false, ZoneOffset.UTC).lines(VIEW)).allMatch(line -> line.length() <= width);
    }
  }

  @Test
  void textFromAlertsCannotSteerTheTerminal() {
    DemoView sly = new DemoView(Duration.ZERO, "", List.of(), List.of(), new DemoView.PagerState(0, List.of()),
        List.of(new DemoView.Note(DemoView.Heading.TROUBLE, "\u001b[2Jgone\nand done")), List.of());
    assertThat(new DemoTable(80, false, ZoneOffset.UTC).lines(sly)).contains("   [2Jgone and done");
  }

  @Test
  void terminalIsRedrawnInPlaceAndNeverScrolls() {
    String drawn = drawn(Map.of("TERM", "xterm", "LINES", "10", "COLUMNS", "80"), true);
    assertThat(drawn).startsWith("\u001b[2J\u001b[H").contains("\u001b[1m").endsWith("\u001b[K\u001b[J");
    assertThat(drawn.lines()).hasSize(10);
    assertThat(drawn).contains("more lines");
  }

  @Test
  void noColorAndNoTerminalMeanPlainText() {
    assertThat(drawn(Map.of("TERM", "xterm", "NO_COLOR", "1"), true)).doesNotContain("\u001b[1m");
    assertThat(drawn(Map.of("TERM", "xterm"), false)).doesNotContain("\u001b");
  }

  private static String drawn(Map<String, String> environment, boolean terminal) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DemoScreen.on(new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal, environment).draw(VIEW);
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
