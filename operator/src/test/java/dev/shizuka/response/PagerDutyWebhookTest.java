package dev.shizuka.response;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.response.ResponseEvent.Acknowledged;
import dev.shizuka.response.ResponseEvent.Note;
import dev.shizuka.response.ResponseEvent.Notified;
import dev.shizuka.response.ResponseEvent.Reopened;
import dev.shizuka.response.ResponseEvent.Resolved;
import dev.shizuka.response.ResponseEvent.Tracked;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagerDutyWebhookTest {
  private static final Instant NOW = Instant.parse("2026-11-21T11:00:00Z");

  private static Reading read(String body) {
    return PagerDutyWebhook.read(new Delivery(body.getBytes(StandardCharsets.UTF_8), NOW));
  }

  private static String payload(String name) {
    return new String(Payloads.bytes("pagerduty-" + name + ".json"), StandardCharsets.UTF_8);
  }

  private static <T extends ResponseEvent> T event(String body, Class<T> type) {
    assertThat(read(body).faults()).isEmpty();
    assertThat(read(body).events()).hasSize(1);
    return type.cast(read(body).events().getFirst());
  }

  @Test
  void aPersonAcknowledgesTheIncidentOfAlertmanagersGroup() {
    Acknowledged acknowledged = event(payload("acknowledged"), Acknowledged.class);
    Notified notified = (Notified) AlertmanagerWebhook
        .read(new Delivery(Payloads.bytes("alertmanager-firing.json"), NOW)).events().getFirst();
    assertThat(acknowledged.answer().person()).isEqualTo("Hanako Sato");
    assertThat(acknowledged.at()).isEqualTo("2026-11-21T10:01:30.250Z");
    assertThat(acknowledged.key()).isEqualTo(new DeliveryKey("pagerduty", "01EVENT1ACKNOWLEDGED"));
    assertThat(acknowledged.answer().target()).isEqualTo(new Target.Incident("Q1SHOP", notified.dedupKey()));
  }

  @Test
  void onlyAPersonsResolutionIsAResponse() {
    assertThat(event(payload("resolved-by-person"), Resolved.class).answer().person()).isEqualTo("Hanako Sato");
    assertThat(event(payload("resolved-by-integration"), Tracked.class).ended()).isTrue();
    for (String agent : new String[]{"service_reference", "workflow_reference", "user", ""}) {
      assertThat(event(payload("resolved-by-person").replace("\"user_reference\"},\n    \"client", "\"" + agent
          + "\"},\n    \"client"), Tracked.class).ended()).as(agent).isTrue();
    }
  }

  @Test
  void aResolutionWithoutAnAgentIsNobodys() {
    String resolved = payload("resolved-by-person");
    int from = resolved.indexOf("\"agent\":");
    String nobody = resolved.substring(0, from) + "\"agent\": null,\n"
        + resolved.substring(resolved.indexOf("    \"client\""));
    assertThat(event(nobody, Tracked.class).ended()).isTrue();
  }

  /** The store could not keep them, and PagerDuty would come with them again and again. */
  @Test
  void idsAndTimesThatNoStoreKeepsAreUnreadable() {
    assertThat(read(payload("acknowledged").replace("01EVENT1ACKNOWLEDGED", "01\\u0000")).faults())
        .extracting(Fault::at).containsExactly("/event/id");
    assertThat(read(payload("acknowledged").replace("\"Q1SHOP\"", "\"Q1\\u0000\"")).events()).isEmpty();
    assertThat(read(payload("acknowledged").replace("2026-11-21T10:01:30.250Z", "-999999999-01-01T00:00:00Z")).faults())
        .extracting(Fault::at).containsExactly("/event/occurred_at");
  }

  @Test
  void aNoteNamesItsIncidentByIdAlone() {
    Note note = event(payload("annotated"), Note.class);
    assertThat(note.text()).isEqualTo("決済の証明書が切れていた");
    assertThat(note.answer().target()).isEqualTo(new Target.Incident("Q1SHOP", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"incident.triggered", "incident.unacknowledged", "incident.delegated", "incident.escalated",
      "incident.reassigned", "incident.priority_updated", "incident.something_of_next_year"})
  void otherTypesOnlyTellTheIncident(String type) {
    Tracked tracked = event(payload("acknowledged").replace("incident.acknowledged", type), Tracked.class);
    assertThat(tracked.ended()).isFalse();
    assertThat(tracked.incident().dedupKey()).hasSize(64);
  }

  @Test
  void aReopenedIncidentWasNotDone() {
    assertThat(event(payload("acknowledged").replace("incident.acknowledged", "incident.reopened"), Reopened.class)
        .answer().target()).isEqualTo(event(payload("triggered"), Tracked.class).incident());
  }

  @ParameterizedTest
  @ValueSource(strings = {"service.updated", "pagey.ping", "incident.responder.added", ""})
  void typesThatNameNoIncidentSayNothing(String type) {
    Reading reading = read("{\"event\":{\"id\":\"01\",\"event_type\":\"" + type
        + "\",\"occurred_at\":\"2026-11-21T10:00:00Z\",\"agent\":null,\"data\":{\"type\":\"ping\"}}}");
    assertThat(reading.events()).isEmpty();
    assertThat(reading.faults()).isEmpty();
  }

  @Test
  void anIncidentThatAlertmanagerDidNotMakeHasNoDedupKeyOfOurs() {
    String byHand = payload("acknowledged").replaceAll("\"incident_key\": \"[0-9a-f]+\"", "\"incident_key\": null");
    assertThat(event(byHand, Acknowledged.class).answer().target()).isEqualTo(new Target.Incident("Q1SHOP", ""));
  }

  @Test
  void aTimeInTheFutureIsTakenAsNow() {
    assertThat(event(payload("acknowledged").replace("2026-11-21T10:01", "2031-11-21T10:01"), Acknowledged.class).at())
        .isEqualTo(NOW);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"event\":{}}", "{\"event\":{\"id\":\"1\",\"occurred_at\":\"yesterday\"}}", "null",
      "x"})
  void whatIsNoWebhookOfTheirsIsRefused(String body) {
    assertThat(read(body).faults()).hasSize(1);
  }
}
