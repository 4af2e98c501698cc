package dev.shizuka.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PagerTest {
  private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
  private final Pager pager = new Pager(Clock.fixed(NOON, ZoneOffset.UTC));

  @Test
  void ringsForWhatFiresAndNotForWhatIsResolved() throws IOException {
    int status = take("""
        {"version": "4", "status": "firing", "alerts": [
          {"status": "firing", "labels": {"alertname": "NodeDown", "instance": "web-3"}, "annotations": {"summary": "web-3 is gone"}},
          {"status": "resolved", "labels": {"alertname": "HostHighCpu"}}]}
        """);
    assertThat(status).isEqualTo(200);
    assertThat(pager.total()).isEqualTo(1);
    assertThat(pager.latest()).containsExactly(
        new Pager.Call(NOON, Map.of("alertname", "NodeDown", "instance", "web-3"), "web-3 is gone"));
  }

  @Test
  void remembersTheLatestThousandAndCountsAll() throws IOException {
    for (int call = 0; call < 1200; call++) {
      take("{\"alerts\": [{\"status\": \"firing\", \"labels\": {\"alertname\": \"A" + call + "\"}}]}");
    }
    assertThat(pager.total()).isEqualTo(1200);
    assertThat(pager.latest()).hasSize(1000);
    assertThat(pager.latest().getFirst().labels()).containsEntry("alertname", "A1199");
  }

  @Test
  void refusesWhatIsNoNotification() throws IOException {
    assertThat(take("ring ring")).isEqualTo(400);
    assertThat(take("x".repeat(5 << 20))).isEqualTo(413);
    assertThat(pager.total()).isZero();
  }

  private int take(String body) throws IOException {
    return pager.take(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
  }
}
