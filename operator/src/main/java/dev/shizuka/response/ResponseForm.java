package dev.shizuka.response;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The generic form, {@code POST /api/v1/responses}, as {@code docs/openapi.yaml} describes it. All responses of a delivery are taken, or none. */
public final class ResponseForm {
  private static final int MOST = 100;

  private ResponseForm() {}

  /** @param episodes to look up prefixes of fingerprints */
  public static Reading read(Delivery delivery, EpisodePrefixes episodes) {
    return delivery.read(root -> {
      JsonNode responses = root.path("responses");
      if (!responses.isArray() || responses.isEmpty() || responses.size() > MOST) {
        return Reading.of(new Fault("/responses", "a list of 1 to " + MOST + " responses is expected"));
      }
      List<ResponseEvent> events = new ArrayList<>();
      List<Fault> faults = new ArrayList<>(unknown(root));
      for (int index = 0; index < responses.size(); index++) {
        ResponseEntry entry = new ResponseEntry(responses.get(index), "/responses/" + index);
        entry.read(delivery.arrivedAt(), episodes).ifPresent(events::add);
        faults.addAll(entry.faults());
      }
      return new Reading(faults.isEmpty() ? events : List.of(), faults);
    });
  }

  private static List<Fault> unknown(JsonNode root) {
    return root.properties().stream().map(field -> field.getKey()).filter(name -> !name.equals("responses")).sorted()
        .map(name -> new Fault("", "there is no field '" + Delivery.line(name, 60) + "'")).toList();
  }
}
