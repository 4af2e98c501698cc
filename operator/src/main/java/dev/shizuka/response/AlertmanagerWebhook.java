package dev.shizuka.response;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shizuka.response.ResponseEvent.Notified;
import dev.shizuka.response.ResponseEvent.Status;
import dev.shizuka.response.ResponseEvent.Told;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Alertmanager's webhook payload, version 4 (Prometheus documentation, {@code webhook_config}). It has neither an id nor a time: the key is made of who
 * was told what of which beginnings, so that a notification that is repeated after {@code repeat_interval} is the same one.
 */
public final class AlertmanagerWebhook {
  public static final String SOURCE = "alertmanager";
  private static final Map<String, Status> STATUSES = Map.of("firing", Status.FIRING, "resolved", Status.RESOLVED);
  private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{16}");

  private AlertmanagerWebhook() {}

  public static Reading read(Delivery delivery) {
    return delivery.read(root -> read(root, delivery));
  }

  private static Reading read(JsonNode root, Delivery delivery) {
    String version = root.path("version").asText();
    if (!version.equals("4")) {
      return Reading.of(new Fault("/version", "'" + Delivery.line(version, 20)
          + "' is not '4', the version of Alertmanager's webhook payload: point a webhook_configs entry here"));
    }
    String groupKey = root.path("groupKey").asText();
    String receiver = root.path("receiver").asText();
    if (groupKey.isEmpty() || receiver.isEmpty()) {
      return Reading.of(new Fault("", "groupKey and receiver are expected, as Alertmanager sends them"));
    }
    List<Told> alerts = new ArrayList<>();
    List<String> beginnings = new ArrayList<>();
    for (JsonNode alert : root.path("alerts")) {
      Optional<Told> told = told(alert);
      if (told.isEmpty()) {
        return Reading.of(new Fault("/alerts/" + alerts.size(),
            "a fingerprint of 16 hex digits and a status 'firing' or 'resolved' are expected"));
      }
      alerts.add(told.get());
      beginnings.add(told.get() + alert.path("startsAt").asText());
    }
    beginnings.sort(Comparator.naturalOrder());
    alerts.sort(Comparator.comparing(Told::fingerprint).thenComparing(Told::status));
    DeliveryKey key = new DeliveryKey(SOURCE,
        Sha256.hex(receiver + "\n" + groupKey + "\n" + String.join("\n", beginnings)));
    return Reading.of(List.of(new Notified(key, delivery.arrivedAt(), receiver, groupKey, alerts)));
  }

  private static Optional<Told> told(JsonNode alert) {
    String fingerprint = alert.path("fingerprint").asText();
    Status status = STATUSES.get(alert.path("status").asText());
    return status != null && FINGERPRINT.matcher(fingerprint).matches()
        ? Optional.of(new Told(fingerprint, status))
        : Optional.empty();
  }
}
