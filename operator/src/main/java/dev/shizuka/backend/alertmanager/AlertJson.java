package dev.shizuka.backend.alertmanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Alerts, groups and status as API v2 writes them. */
final class AlertJson {
  private AlertJson() {}

  static ObservedAlert alert(JsonNode alert) {
    JsonNode status = alert.path("status");
    List<String> receivers = new ArrayList<>();
    alert.path("receivers").forEach(receiver -> receivers.add(Replies.text(receiver, "name")));
    return new ObservedAlert(Replies.text(alert, "fingerprint"), Replies.labels(alert.path("labels")), receivers,
        Replies.instant(alert, "startsAt"), Replies.instant(alert, "endsAt"), state(status),
        Replies.texts(status.path("silencedBy")), Replies.texts(status.path("inhibitedBy")),
        Replies.texts(status.path("mutedBy")));
  }

  /** A state that is not known is one in which Alertmanager has not said anything we understand. */
  private static ObservedAlert.State state(JsonNode status) {
    return switch (status.path("state").asText()) {
      case "active" -> ObservedAlert.State.ACTIVE;
      case "suppressed" -> ObservedAlert.State.SUPPRESSED;
      default -> ObservedAlert.State.UNPROCESSED;
    };
  }

  /** The body of {@code POST /alerts}. */
  static String write(List<PostedAlert> alerts) {
    ArrayNode body = Replies.JSON.createArrayNode();
    for (PostedAlert alert : alerts) {
      ObjectNode node = body.addObject().put("startsAt", alert.startsAt().toString())
          .put("endsAt", alert.endsAt().toString());
      alert.labels().forEach(node.putObject("labels")::put);
      alert.annotations().forEach(node.putObject("annotations")::put);
    }
    return body.toString();
  }

  static AlertGroup group(JsonNode group) {
    List<ObservedAlert> alerts = new ArrayList<>();
    group.path("alerts").forEach(alert -> alerts.add(alert(alert)));
    return new AlertGroup(Replies.text(group.path("receiver"), "name"), alerts);
  }

  static ServerStatus status(JsonNode status) {
    return new ServerStatus(status.path("versionInfo").path("version").asText(), Replies.instant(status, "uptime"),
        status.path("config").path("original").asText());
  }
}
