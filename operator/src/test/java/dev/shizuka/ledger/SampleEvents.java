package dev.shizuka.ledger;

import dev.shizuka.response.DeliveryKey;
import dev.shizuka.response.EpisodeId;
import dev.shizuka.response.ResponseEvent;
import dev.shizuka.response.ResponseEvent.Acknowledged;
import dev.shizuka.response.ResponseEvent.Answer;
import dev.shizuka.response.ResponseEvent.Cause;
import dev.shizuka.response.ResponseEvent.Note;
import dev.shizuka.response.ResponseEvent.Notified;
import dev.shizuka.response.ResponseEvent.Reopened;
import dev.shizuka.response.ResponseEvent.Resolved;
import dev.shizuka.response.ResponseEvent.Status;
import dev.shizuka.response.ResponseEvent.Told;
import dev.shizuka.response.ResponseEvent.Tracked;
import dev.shizuka.response.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Responses of every kind around the times of some polls. */
final class SampleEvents {
  private static final List<String> ALERTS = List.of("a", "b", "c");
  private static final List<String> GROUPS = List.of("{}:{a=\"1\"}", "{}:{a=\"2\"}");

  private SampleEvents() {}

  /** @param pager whether some are of incidents */
  static List<ResponseEvent> of(Random random, List<Poll> polls, boolean pager) {
    long seconds = Duration.between(polls.getFirst().at(), polls.getLast().at()).toSeconds();
    List<ResponseEvent> events = new ArrayList<>();
    while (events.size() < 12) {
      Instant at = polls.getFirst().at().plusSeconds(random.nextLong(seconds + 120) - 30);
      ResponseEvent event = event(random, new DeliveryKey("test", "" + events.size()), at, polls.getFirst().at());
      if (pager || event.soughtAt().isPresent()) {
        events.add(event);
      }
    }
    return events;
  }

  private static ResponseEvent event(Random random, DeliveryKey key, Instant at, Instant first) {
    int group = random.nextInt(2);
    String alert = ALERTS.get(random.nextInt(3));
    String dedupKey = new Notified(key, at, "r", GROUPS.get(group), List.of()).dedupKey();
    Target target = switch (random.nextInt(4)) {
      case 0, 1 -> new Target.Instance(alert);
      case 2 -> new Target.Incident("Q" + group, random.nextBoolean() ? dedupKey : "");
      default -> new EpisodeId("main", alert, first);
    };
    Answer answer = new Answer(key, at, target, "sato");
    return switch (random.nextInt(9)) {
      case 0, 1 -> new Acknowledged(answer);
      case 2, 3 -> new Resolved(answer);
      case 4 -> new Reopened(answer);
      case 5 -> new Cause(answer, "cause " + group);
      case 6 -> new Note(answer, "note");
      case 7 -> new Tracked(key, at, new Target.Incident("Q" + group, dedupKey), false);
      default -> new Notified(key, at, "pager", GROUPS.get(group), List.of(new Told(alert, Status.FIRING)));
    };
  }
}
