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
      ResponseEvent event = event(random, new DeliveryKey("test", "" + events.size()), at,
          new EpisodeId("main", ALERTS.get(random.nextInt(3)), polls.getFirst().at()));
      if (pager || event.soughtAt().isPresent()) {
        events.add(event);
      }
    }
    return events;
  }

  /** Firing notifications, each between two polls. */
  static List<Notified> notifications(Random random, List<Poll> polls) {
    long seconds = Duration.between(polls.getFirst().at(), polls.getLast().at()).toSeconds();
    List<Notified> events = new ArrayList<>();
    for (int i = 0; i < 8 && seconds > 0; i++) {
      // Polls are at full seconds.
      Instant at = polls.getFirst().at().plusSeconds(random.nextLong(seconds)).plusMillis(500 + i);
      List<Told> alerts = new ArrayList<>(ALERTS.stream().filter(alert -> random.nextInt(3) == 0)
          .map(alert -> new Told(alert, Status.FIRING)).toList());
      alerts.add(new Told(ALERTS.get(random.nextInt(3)), random.nextInt(3) == 0 ? Status.RESOLVED : Status.FIRING));
      events.add(new Notified(new DeliveryKey("test", "n" + i), at, "pager", GROUPS.get(i % 2), alerts));
    }
    return events;
  }

  /** @param episode whose id some of them name, and whose instance others do */
  static ResponseEvent event(Random random, DeliveryKey key, Instant at, EpisodeId episode) {
    int group = random.nextInt(2);
    String alert = episode.fingerprint();
    String dedupKey = new Notified(key, at, "r", GROUPS.get(group), List.of()).dedupKey();
    Target target = switch (random.nextInt(4)) {
      case 0, 1 -> new Target.Instance(alert);
      case 2 -> new Target.Incident("Q" + group, random.nextBoolean() ? dedupKey : "");
      default -> episode;
    };
    return switch (random.nextInt(9)) {
      case 7 -> new Tracked(key, at, new Target.Incident("Q" + group, dedupKey), false);
      case 8 -> new Notified(key, at, "pager", GROUPS.get(group), List.of(new Told(alert, Status.FIRING)));
      default -> byPerson(random, new Answer(key, at, target, "sato"));
    };
  }

  /** What a person says of an episode or an instance, and of no incident. */
  static ResponseEvent direct(Random random, DeliveryKey key, Instant at, EpisodeId episode) {
    Target target = random.nextBoolean() ? episode : new Target.Instance(episode.fingerprint());
    return byPerson(random, new Answer(key, at, target, "suzuki"));
  }

  private static ResponseEvent byPerson(Random random, Answer answer) {
    return switch (random.nextInt(7)) {
      case 0, 1 -> new Acknowledged(answer);
      case 2, 3 -> new Resolved(answer);
      case 4 -> new Reopened(answer);
      case 5 -> new Cause(answer, "cause " + random.nextInt(2));
      default -> new Note(answer, "note");
    };
  }
}
