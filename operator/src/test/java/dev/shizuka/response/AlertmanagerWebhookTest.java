package dev.shizuka.response;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.response.ResponseEvent.Notified;
import dev.shizuka.response.ResponseEvent.Status;
import dev.shizuka.response.ResponseEvent.Told;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertmanagerWebhookTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00.123456Z");
  private static final String FIRING = new String(Payloads.bytes("alertmanager-firing.json"), StandardCharsets.UTF_8);

  private static Reading read(String body, Instant now) {
    return AlertmanagerWebhook.read(new Delivery(body.getBytes(StandardCharsets.UTF_8), now));
  }

  private static Notified notified(String body, Instant now) {
    return (Notified) read(body, now).events().getFirst();
  }

  @Test
  void aNotificationSaysWhoWasToldOfWhichAlerts() {
    Notified notified = notified(FIRING, NOW);
    assertThat(notified.receiver()).isEqualTo("shop-on-call");
    assertThat(notified.alerts()).containsExactly(new Told("07c4e0d5a91b3f62", Status.RESOLVED),
        new Told("1a30ba71cca2921f", Status.FIRING));
    assertThat(notified.at()).isEqualTo("2026-11-21T10:00:00.123Z");
    assertThat(notified.dedupKey()).hasSize(64);
  }

  @Test
  void aRepeatedNotificationIsTheSameOneAndTheNextFiringIsNot() {
    Notified first = notified(FIRING, NOW);
    assertThat(notified(FIRING, NOW.plusSeconds(14_400)).key()).isEqualTo(first.key());
    assertThat(notified(FIRING.replace("09:58:12.5Z", "11:58:12.5Z"), NOW).key()).isNotEqualTo(first.key());
    assertThat(notified(FIRING.replace("shop-on-call", "chat"), NOW).key()).isNotEqualTo(first.key());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "{}", "{\"version\":\"3\"}", "{\"version\":\"4\"}",
      "{\"version\":\"4\",\"groupKey\":\"a\",\"receiver\":\"b\",\"alerts\":[{\"status\":\"firing\"}]}",
      "{\"version\":\"4\",\"groupKey\":\"a\",\"receiver\":\"b\",\"alerts\":[{\"status\":\"x\",\"fingerprint\":\"1a30ba71cca2921f\"}]}",
      "{\"version\":\"4\",\"version\":\"4\"}", "{} {}"})
  void whatAlertmanagerDoesNotSendIsRefusedWithAWord(String body) {
    assertThat(read(body, NOW).events()).isEmpty();
    assertThat(read(body, NOW).faults()).hasSize(1);
  }

  @Test
  void deepNestingIsRefused() {
    assertThat(read("{\"a\":".repeat(5_000), NOW).faults()).hasSize(1);
    assertThat(read("[".repeat(500_000), NOW).faults()).hasSize(1);
  }
}
