package dev.shizuka.bench;

import dev.shizuka.ledger.Ledger;
import dev.shizuka.ledger.Poll;
import dev.shizuka.ledger.Sighting;
import dev.shizuka.response.DeliveryKey;
import dev.shizuka.response.ResponseEvent;
import dev.shizuka.response.ResponseEvent.Acknowledged;
import dev.shizuka.response.ResponseEvent.Answer;
import dev.shizuka.response.ResponseEvent.Resolved;
import dev.shizuka.response.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rounds of a hundred alerts of {@link LedgerYear} that begin at once, are seen twice, answered in part, and end; after that year. */
final class LedgerPolls {
  static final int ROUNDS = 300;
  static final int AT_ONCE = 100;
  /** Four polls and a delivery of answers. */
  static final int WRITES = 5 * ROUNDS;
  private static final Duration GRACE = Duration.ofSeconds(30);

  private LedgerPolls() {}

  static void record(Ledger ledger) {
    for (int round = 0; round < ROUNDS; round++) {
      Instant at = LedgerYear.END.plus(Duration.ofMinutes(10L * round));
      ledger.record(poll(at, alerts(round, at)));
      ledger.record(poll(at.plusSeconds(60), alerts(round, at.plusSeconds(60))));
      ledger.accept(answers(round, at.plusSeconds(90)));
      ledger.record(poll(at.plusSeconds(120), List.of()));
      ledger.record(poll(at.plusSeconds(240), List.of()));
    }
  }

  private static Poll poll(Instant at, List<Sighting> alerts) {
    return new Poll("main", at, List.of(new Poll.Member("http://a:9093", true, LedgerYear.START)), alerts,
        (priority, calledAt) -> Optional.of(calledAt.plus(Duration.ofMinutes(45))));
  }

  private static int alert(int round, int number) {
    return (round * AT_ONCE + number) % 2_000;
  }

  private static List<Sighting> alerts(int round, Instant at) {
    List<Sighting> alerts = new ArrayList<>();
    for (int number = 0; number < AT_ONCE; number++) {
      int alert = alert(round, number);
      Sighting plain = new Sighting(LedgerYear.fingerprint(alert), LedgerYear.labels(alert), "p3", at,
          at.plusSeconds(240), Sighting.State.UNSUPPRESSED, Optional.empty(), GRACE, List.of());
      alerts.add(number % 2 == 0
          ? plain
          : plain.suppressed(new Sighting.Suppression(Sighting.Reason.EXTERNAL, Optional.empty(), "sato")));
    }
    return alerts;
  }

  /** Of the half that called somebody every second one is taken and resolved. */
  private static List<ResponseEvent> answers(int round, Instant at) {
    List<ResponseEvent> events = new ArrayList<>();
    for (int number = 0; number < AT_ONCE; number += 4) {
      Target target = new Target.Instance(LedgerYear.fingerprint(alert(round, number)));
      String key = round + "/" + number;
      events.add(new Acknowledged(new Answer(new DeliveryKey("bench", "taken " + key), at, target, "sato")));
      events.add(new Resolved(
          new Answer(new DeliveryKey("bench", "done " + key), at.plusSeconds(60), target, "sato")));
    }
    return events;
  }
}
