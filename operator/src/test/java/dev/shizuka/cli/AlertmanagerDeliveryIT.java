package dev.shizuka.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.shizuka.cli.inbound.ResponseApi.Limits;
import dev.shizuka.response.EpisodeId;
import dev.shizuka.response.EpisodeSpan;
import dev.shizuka.response.ResponseEvent.Notified;
import dev.shizuka.response.ResponseEvent.Status;
import dev.shizuka.testbed.AlertmanagerApi;
import dev.shizuka.testbed.RealAlertmanager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real Alertmanager tells Shizuka whom it notified. */
class AlertmanagerDeliveryIT {
  private static final Map<String, String> ALERT = Map.of("alertname", "CheckoutErrorRatioHigh", "job", "checkout");

  @ParameterizedTest
  @ValueSource(strings = {RealAlertmanager.NEWEST, RealAlertmanager.OLDEST})
  void notificationsArriveFiringAndResolved(String binary, @TempDir Path directory) throws Exception {
    try (Inbound inbound = new Inbound(Files.createDirectories(directory.resolve("inbound")), Limits.DEFAULT);
        RealAlertmanager alertmanager = RealAlertmanager.start(directory.resolve("alertmanager"), binary,
            config(inbound))) {
      AlertmanagerApi api = new AlertmanagerApi(alertmanager.url());
      api.post(List.of(ALERT), Instant.now().plusSeconds(300));
      Notified firing = notified(inbound, Status.FIRING);
      api.post(List.of(ALERT), Instant.now().minusSeconds(1));
      Notified resolved = notified(inbound, Status.RESOLVED);
      assertThat(firing.receiver()).isEqualTo("on-call");
      assertThat(firing.groupKey()).isEqualTo("{}:{alertname=\"CheckoutErrorRatioHigh\"}");
      assertThat(resolved.alerts().getFirst().fingerprint()).isEqualTo(firing.alerts().getFirst().fingerprint());
      EpisodeId episode = new EpisodeId("main", firing.alerts().getFirst().fingerprint(), firing.at().plusSeconds(3));
      inbound.responses.sighted(new EpisodeSpan(episode, episode.firstSeenAt(), Optional.empty()));
      assertThat(inbound.responses.joined().handling(episode).notifiedAt()).contains(firing.at());
      assertThat(inbound.counted("alertmanager", "unreadable")).isZero();
      assertThat(inbound.counted("alertmanager", "unauthenticated")).isZero();
    }
  }

  private static String config(Inbound inbound) {
    return """
        route: {receiver: on-call, group_wait: 0s, group_interval: 1s, group_by: [alertname]}
        receivers:
        - name: on-call
          webhook_configs:
          - url: %s/api/v1/alertmanager
            send_resolved: true
            http_config: {authorization: {credentials_file: %s}}
        """.formatted(inbound.url(), inbound.tokens);
  }

  private static Notified notified(Inbound inbound, Status status) {
    return await(status + " at the webhook").atMost(Duration.ofSeconds(20))
        .until(() -> inbound.responses.events().stream()
            .map(Notified.class::cast).filter(notified -> notified.alerts().getFirst().status() == status).findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }
}
