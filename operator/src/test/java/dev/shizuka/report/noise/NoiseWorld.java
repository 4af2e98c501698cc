package dev.shizuka.report.noise;

import dev.shizuka.ledger.Outcome;
import dev.shizuka.ledger.facts.AlertSeries;
import dev.shizuka.ledger.facts.Answer;
import dev.shizuka.ledger.facts.EpisodeFact;
import dev.shizuka.ledger.facts.EpisodeFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Made-up episodes, the same for the same seed. */
public final class NoiseWorld {
  private static final List<String> POLICIES = List.of("", "shop/nightly", "hush");
  private static final List<String> CAUSES = List.of("", "", "NoActionNeeded", "SecondIncident");
  private final Random random;
  private final List<EpisodeFact> episodes = new ArrayList<>();

  public NoiseWorld(long seed) {
    random = new Random(seed);
  }

  public List<EpisodeFact> episodes() {
    return List.copyOf(episodes);
  }

  /** Anything at all, on a few alerts. */
  public NoiseWorld anything(int count, Instant from, Duration length) {
    for (int i = 0; i < count; i++) {
      Instant at = from.plusSeconds((long) (random.nextDouble() * length.toSeconds()));
      AlertSeries series = new AlertSeries(random.nextBoolean() ? "main" : "edge",
          random.nextBoolean() ? "shop" : "infra",
          "s" + random.nextInt(2), "team-" + random.nextInt(3), "Alert_" + random.nextInt(5), "p" + random.nextInt(4));
      EpisodeFacts fact = random.nextInt(12) == 0
          ? EpisodeFacts.open(at)
          : EpisodeFacts.of(at, Outcome.values()[random.nextInt(4)]);
      episodes.add(anyway(fact.id("e" + episodes.size()).series(series)).fact());
    }
    return this;
  }

  private EpisodeFacts anyway(EpisodeFacts fact) {
    if (random.nextInt(10) > 0) {
      fact.ended(Duration.ofSeconds(random.nextInt(7200)));
    }
    for (int answers = random.nextInt(4) - 1; answers > 0; answers--) {
      fact.answered(Answer.Kind.values()[random.nextInt(3)], Duration.ofSeconds(random.nextInt(10_000)));
    }
    if (random.nextInt(3) == 0) {
      fact.previousEnded(Duration.ofSeconds(random.nextInt(4000)));
    }
    if (random.nextInt(4) == 0) {
      fact.wouldSuppress("observer");
    }
    if (random.nextInt(5) == 0) {
      fact.noPromise();
    }
    return fact.suppressed("schedule", POLICIES.get(random.nextInt(3))).cause(CAUSES.get(random.nextInt(4)));
  }

  /** @param perDay mean number of episodes, come as they like */
  public NoiseWorld alert(AlertSeries series, double perDay, Instant from, int days, Shape shape) {
    for (int day = 0; day < days; day++) {
      int count = poisson(perDay);
      for (int i = 0; i < count; i++) {
        Instant at = from.plus(Duration.ofDays(day)).plusSeconds(random.nextInt(86_400));
        episodes.add(shape.of(at, series, random).id("e" + episodes.size()).series(series).fact());
      }
    }
    return this;
  }

  /** The second comes a minute after the first, always. */
  public NoiseWorld together(AlertSeries first, AlertSeries second, double perDay, Instant from, int days,
      Shape shape) {
    int known = episodes.size();
    alert(first, perDay, from, days, shape);
    for (EpisodeFact episode : List.copyOf(episodes.subList(known, episodes.size()))) {
      episodes.add(shape.of(episode.startedAt().plusSeconds(60), second, random).id("e" + episodes.size())
          .series(second).fact());
    }
    return this;
  }

  /** What an episode of an alert is like. */
  @FunctionalInterface
  public interface Shape {
    EpisodeFacts of(Instant at, AlertSeries series, Random random);
  }

  /** Somebody takes it within the given minutes, for about as long. */
  public static Shape handled(int answerMinutes, int minutes) {
    return (at, series, random) -> {
      Duration answer = Duration.ofSeconds(60 + random.nextInt(answerMinutes * 60));
      Duration end = answer.plusSeconds((long) (minutes * 60 * (0.5 + random.nextDouble())));
      return EpisodeFacts.called(at).answered(Answer.Kind.ACKNOWLEDGED, answer).ended(end);
    };
  }

  /** It calls somebody and ends before anybody looks. */
  public static Shape ignored(int minutes) {
    return (at, series, random) -> EpisodeFacts.called(at).ended(Duration.ofSeconds(61 + random.nextInt(minutes * 60)));
  }

  /** A policy keeps it quiet. */
  public static Shape quiet(String policy) {
    return (at, series, random) -> EpisodeFacts.of(at, Outcome.SUPPRESSED).suppressed("schedule", policy)
        .ended(Duration.ofMinutes(20));
  }

  private int poisson(double mean) {
    double limit = Math.exp(-mean);
    int count = -1;
    for (double product = 1; product > limit; count++) {
      product *= random.nextDouble();
    }
    return count;
  }
}
