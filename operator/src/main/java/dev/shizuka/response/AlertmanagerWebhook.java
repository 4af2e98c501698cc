package dev.shizuka.response;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shizuka.response.ResponseEvent.Notified;
import dev.shizuka.response.ResponseEvent.Status;
import dev.shizuka.response.ResponseEvent.Told;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Alertmanager's webhook payload, version 4 (Prometheus documentation, {@code webhook_config}). It has neither an id nor a time: the key is made of who
 * was told what of which beginnings, so that a notification that is repeated after {@code repeat_interval} is the same one.
 */
public final class AlertmanagerWebhook {
  public static final String SOURCE = "alertmanager";
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
      String fingerprint = alert.path("fingerprint").asText();
      String status = alert.path("status").asText();
      if (!FINGERPRINT.matcher(fingerprint).matches() || !status.equals("firing") && !status.equals("resolved")) {
        return Reading.of(new Fault("/alerts/" + alerts.size(),
            "a fingerprint of 16 hex digits and a status 'firing' or 'resolved' are expected"));
      }
      alerts.add(new Told(fingerprint, Status.valueOf(status.toUpperCase(Locale.ROOT))));
      beginnings.add(fingerprint + " " + status + " " + alert.path("startsAt").asText());
    }
    String id = Sha256
        .hex(receiver + "\n" + groupKey + "\n" + String.join("\n", beginnings.stream().sorted().toList()));
    alerts.sort(Comparator.comparing(Told::fingerprint).thenComparing(Told::status));
    return Reading
        .of(List.of(new Notified(new DeliveryKey(SOURCE, id), delivery.arrivedAt(), receiver, groupKey, alerts)));
  }
}
