package dev.shizuka.bench;

import dev.shizuka.ledger.ClosedEpisode;
import dev.shizuka.ledger.ClosedHistory;
import dev.shizuka.ledger.Outcome;
import dev.shizuka.ledger.facts.AlertSeries;
import dev.shizuka.ledger.facts.Answer;
import dev.shizuka.ledger.facts.EpisodeFact;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A year of episodes, always the same, spread evenly over 2,000 alerts: of four one is suppressed, one is answered in time, one too late, and one ends by itself.
 */
final class LedgerYear {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  static final Instant END = START.plus(Duration.ofDays(365));
  private static final int ALERTS = 2_000;
  private static final Duration PROMISED = Duration.ofMinutes(45);

  /** One alert, with all that is the same for its episodes. */
  private record Alert(String fingerprint, Map<String, String> labels, AlertSeries series) {}

  private final List<Alert> alerts = IntStream.range(0, ALERTS).mapToObj(LedgerYear::alert).toList();

  private static Alert alert(int number) {
    Map<String, String> labels = labels(number);
    return new Alert(fingerprint(number), labels, new AlertSeries("main", labels.getOrDefault("namespace", ""),
        labels.getOrDefault("service", ""), labels.getOrDefault("owner", ""), labels.getOrDefault("alertname", ""),
        "p3"));
  }

  static Map<String, String> labels(int alert) {
    return Map.of("alertname", "Alert" + alert % 200, "namespace", "team-" + alert % 40, "service",
        "service-" + alert % 40, "owner", "owner-" + alert % 10, "instance", "host-" + alert, "priority", "p3",
        "severity", "warning", "job", "node");
  }

  static String fingerprint(int alert) {
    return String.format("%016x", alert);
  }

  ClosedHistory history(int count) {
    Duration step = Duration.between(START, END).dividedBy(count);
    List<ClosedEpisode> episodes = new ArrayList<>(count);
    for (int number = 0; number < count; number++) {
      Alert alert = alerts.get(number % ALERTS);
      episodes.add(new ClosedEpisode(fact(number, alert, START.plus(step.multipliedBy(number))), alert.labels()));
    }
    return new ClosedHistory("main", END, episodes, List.of());
  }

  private static EpisodeFact fact(int number, Alert alert, Instant from) {
    int kind = number / 7 % 4;
    boolean suppressed = kind == 0;
    Instant called = from.plusSeconds(30);
    List<Answer> answers = switch (kind) {
      case 1 -> answers(called, Duration.ofMinutes(5));
      case 2 -> answers(called, Duration.ofMinutes(60));
      default -> List.of();
    };
    Instant ended = answers.isEmpty() ? from.plusSeconds(180) : from.plusSeconds(5_000);
    return new EpisodeFact(alert.fingerprint() + from, alert.series(), alert.fingerprint(), from, Optional.of(ended),
        Optional.of(suppressed ? Outcome.SUPPRESSED : Outcome.ACTIONABLE),
        suppressed ? Optional.empty() : Optional.of(called), suppressed ? "external" : "", "",
        suppressed ? Optional.empty() : Optional.of(called.plus(PROMISED)), answers,
        kind == 2 && number % 2 == 0 ? "asleep" : "", Optional.empty(), List.of(), List.of());
  }

  private static List<Answer> answers(Instant called, Duration after) {
    Instant taken = called.plus(after);
    return List.of(new Answer(taken, Answer.Kind.ACKNOWLEDGED, "sato"),
        new Answer(taken.plusSeconds(600), Answer.Kind.RESOLVED, "sato"));
  }
}
