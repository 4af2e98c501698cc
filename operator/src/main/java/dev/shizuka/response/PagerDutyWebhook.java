package dev.shizuka.response;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shizuka.response.ResponseEvent.Acknowledged;
import dev.shizuka.response.ResponseEvent.Answer;
import dev.shizuka.response.ResponseEvent.Note;
import dev.shizuka.response.ResponseEvent.Reopened;
import dev.shizuka.response.ResponseEvent.Resolved;
import dev.shizuka.response.ResponseEvent.Tracked;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * PagerDuty's V3 webhooks (PagerDuty developer documentation, "Webhooks: Overview"): one event a delivery. Types that say nothing of a response are read
 * for the incident they name; unknown ones say nothing, for new ones come without notice.
 *
 * <p>
 * Only an agent of type {@code user_reference} is a person. When Alertmanager resolves an incident, the agent is its integration, and where PagerDuty does
 * so after a time, the service or nobody.
 */
public final class PagerDutyWebhook {
  public static final String SOURCE = "pagerduty";
  private static final int LONGEST_ID = 128;

  private final JsonNode event;
  private final DeliveryKey key;
  private final Instant at;

  private PagerDutyWebhook(JsonNode event, DeliveryKey key, Instant at) {
    this.event = event;
    this.key = key;
    this.at = at;
  }

  public static Reading read(Delivery delivery) {
    return delivery.read(root -> {
      JsonNode event = root.path("event");
      String id = event.path("id").asText();
      if (!event.isObject() || !isId(id)) {
        return Reading
            .of(new Fault("/event/id", "an event with an id is expected, as PagerDuty's V3 webhooks have it"));
      }
      Optional<Instant> occurredAt = instant(event.path("occurred_at").asText());
      if (occurredAt.isEmpty()) {
        return Reading.of(new Fault("/event/occurred_at", "a time is expected, as ISO 8601 has it"));
      }
      // A time in the future is our clock's mistake or theirs; the answer counts all the same.
      Instant at = occurredAt.get().isAfter(delivery.arrivedAt()) ? delivery.arrivedAt() : occurredAt.get();
      return Reading.of(new PagerDutyWebhook(event, new DeliveryKey(SOURCE, id), at).events());
    });
  }

  /** Not every store keeps control characters, and no id of PagerDuty's has any. */
  private static boolean isId(String id) {
    return !id.isEmpty() && id.length() <= LONGEST_ID && id.chars().noneMatch(Character::isISOControl);
  }

  private List<ResponseEvent> events() {
    String type = event.path("event_type").asText();
    Optional<Target.Incident> named = type.equals("incident.annotated") ? noted() : incident();
    if (!type.startsWith("incident.") || named.isEmpty()) {
      return List.of();
    }
    Target.Incident incident = named.get();
    Answer answer = new Answer(key, at, incident, person().orElse(""));
    ResponseEvent tracked = new Tracked(key, at, incident, type.equals("incident.resolved"));
    return List.of(switch (type) {
      case "incident.annotated" -> new Note(answer, Delivery.clean(event.at("/data/content").asText(), 4_000));
      case "incident.acknowledged" -> person().isPresent() ? new Acknowledged(answer) : tracked;
      case "incident.resolved" -> person().isPresent() ? new Resolved(answer) : tracked;
      case "incident.reopened" -> new Reopened(answer);
      default -> tracked;
    });
  }

  private Optional<Target.Incident> incident() {
    JsonNode data = event.path("data");
    if (!data.path("type").asText().equals("incident")) {
      return Optional.empty();
    }
    return incident(data.path("id").asText(), data.path("incident_key").asText(""));
  }

  /** A note names its incident by id alone. */
  private Optional<Target.Incident> noted() {
    return incident(event.at("/data/incident/id").asText(), "");
  }

  private static Optional<Target.Incident> incident(String id, String dedupKey) {
    return !isId(id)
        ? Optional.empty()
        : Optional.of(new Target.Incident(id, dedupKey.matches("[0-9a-f]{64}") ? dedupKey : ""));
  }

  private Optional<String> person() {
    JsonNode agent = event.path("agent");
    if (!agent.path("type").asText().equals("user_reference")) {
      return Optional.empty();
    }
    String name = Delivery.line(agent.path("summary").asText(""), 200);
    return Optional.of(name.isEmpty() ? Delivery.line(agent.path("id").asText(""), LONGEST_ID) : name);
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant()).filter(at -> at.isAfter(Instant.EPOCH));
    } catch (DateTimeParseException noTime) {
      return Optional.empty();
    }
  }
}
