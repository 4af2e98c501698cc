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
import java.util.Map;
import java.util.Optional;

/** A year of episodes, always the same: every so often some of 500 alerts fire for a minute. */
final class LedgerYear {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration YEAR = Duration.ofDays(365);
  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final int AT_ONCE = 50;
  private static final int ALERTS = 500;

  private final int rounds;
  private final Duration step;

  LedgerYear(int episodes) {
    this.rounds = episodes / AT_ONCE;
    this.step = YEAR.dividedBy(rounds);
  }

  Instant end() {
    return START.plus(YEAR);
  }

  void record(Ledger ledger) {
    for (int round = 0; round < rounds; round++) {
      Instant at = START.plus(step.multipliedBy(round));
      ledger.record(poll(at, alerts(round, at)));
      ledger.record(poll(at.plusSeconds(60), alerts(round, at.plusSeconds(60))));
      ledger.accept(answers(round, at.plusSeconds(90)));
      ledger.record(poll(at.plusSeconds(120), List.of()));
      ledger.record(poll(at.plusSeconds(240), List.of()));
    }
  }

  private static Poll poll(Instant at, List<Sighting> alerts) {
    return new Poll("main", at, List.of(new Poll.Member("http://a:9093", true, START.minusSeconds(86_400))), alerts,
        (priority, calledAt) -> Optional.of(calledAt.plus(Duration.ofMinutes(45))));
  }

  private static List<Sighting> alerts(int round, Instant at) {
    List<Sighting> alerts = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      int alert = (round * AT_ONCE + i) % ALERTS;
      Map<String, String> labels = Map.of("alertname", "Alert" + alert % 100, "namespace", "team-" + alert % 40,
          "service", "service-" + alert % 40, "owner", "owner-" + alert % 10, "instance", "host-" + alert, "priority",
          "p3", "severity", "warning", "job", "node");
      Sighting plain = new Sighting(fingerprint(alert), labels, "p3", at, at.plusSeconds(240),
          Sighting.State.UNSUPPRESSED, Optional.empty(), GRACE, List.of());
      alerts.add(i % 2 == 0
          ? plain
          : plain.suppressed(new Sighting.Suppression(Sighting.Reason.EXTERNAL, Optional.empty(), "sato")));
    }
    return alerts;
  }

  private static List<ResponseEvent> answers(int round, Instant at) {
    List<ResponseEvent> events = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i += 4) {
      Target target = new Target.Instance(fingerprint((round * AT_ONCE + i) % ALERTS));
      events.add(new Acknowledged(new Answer(new DeliveryKey("bench", round + "a" + i), at, target, "sato")));
      events.add(new Resolved(
          new Answer(new DeliveryKey("bench", round + "r" + i), at.plusSeconds(60), target, "sato")));
    }
    return events;
  }

  private static String fingerprint(int alert) {
    return String.format("%016x", alert);
  }
}
