package dev.shizuka.cli.demo.history;

import dev.shizuka.cli.demo.history.Habit.Follower;
import dev.shizuka.cli.demo.history.PastEpisode.Intent;
import dev.shizuka.ledger.Fingerprint;
import dev.shizuka.ledger.Outcome;
import dev.shizuka.ledger.facts.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** Plays habits day by day. Each has its own dice, so that a change of one leaves the others as they were. */
final class HistoryPlayer {
  /** What is closer is one episode. */
  private static final Duration APART = Duration.ofMinutes(4);
  private static final int TRIES = 5;

  private final Period year;
  private final ZoneId zone;
  private final Period away;
  private final Calls calls;
  private final Map<String, Instant> lastEnds = new HashMap<>();
  private final List<PastEpisode> episodes = new ArrayList<>();

  /** @param away when Shizuka saw nothing */
  HistoryPlayer(Period year, ZoneId zone, Period away, Calls calls) {
    this.year = year;
    this.zone = zone;
    this.away = away;
    this.calls = calls;
  }

  /** Sorted by begin, then by id. */
  List<PastEpisode> play(List<Habit> habits, long seed) {
    List<Random> dice = habits.stream()
        .map(habit -> new Random(
            seed * 31 + (habit.namespace() + habit.alertname() + habit.rhythm().hours()).hashCode()))
        .toList();
    LocalDate end = year.until().atZone(zone).toLocalDate();
    for (LocalDate day = year.from().atZone(zone).toLocalDate(); day.isBefore(end); day = day.plusDays(1)) {
      for (int i = 0; i < habits.size(); i++) {
        play(habits.get(i), day, dice.get(i));
      }
    }
    episodes.sort(Comparator.comparing((PastEpisode episode) -> episode.fact().startedAt())
        .thenComparing(episode -> episode.fact().id()));
    return List.copyOf(episodes);
  }

  private void play(Habit habit, LocalDate day, Random dice) {
    for (LocalTime time : habit.rhythm().times(day, dice)) {
      Instant at = day.atTime(time).atZone(zone).toInstant();
      for (int tries = 0; tries < TRIES; tries++) {
        String instance = habit.instances().get(dice.nextInt(habit.instances().size()));
        if (free(habit, instance, at)) {
          burst(habit, instance, at, dice);
          break;
        }
      }
    }
  }

  private boolean free(Habit habit, String instance, Instant at) {
    Instant last = lastEnds.get(Fingerprint.of(labels(habit, instance)));
    return last == null || at.isAfter(last.plus(APART));
  }

  private void burst(Habit habit, String instance, Instant begin, Random dice) {
    Instant at = begin;
    for (int count = 0; count < habit.burst(); count++) {
      Instant end = one(habit, new Moment(instance, at, count), dice);
      at = end.plus(APART).plusSeconds(60 + dice.nextInt(10 * 60));
    }
    Follower follower = habit.follower();
    for (int number = 1; follower != null && number <= follower.count(); number++) {
      String other = follower.count() == 1 ? instance : instance + ":" + (9000 + number);
      Instant soon = begin.plusSeconds(20L + 15L * number);
      if (free(follower.habit(), other, soon)) {
        one(follower.habit(), new Moment(other, soon, 0), dice);
      }
    }
  }

  /** @param count how many of the burst came before */
  private record Moment(String instance, Instant at, int count) {}

  /** Gives when it ends. */
  private Instant one(Habit habit, Moment moment, Random dice) {
    Instant calledAt = moment.at().plus(PastEpisodeDraft.GRACE);
    Call call = calls.call(habit, calledAt.atZone(zone), dice);
    boolean brief = dice.nextDouble() < habit.work().brief();
    Instant end = brief ? moment.at().plusSeconds(5 + dice.nextInt(45)) : calledAt.plus(call.length());
    if (end.isBefore(year.until())) {
      keep(habit, moment, end, brief ? Optional.empty() : Optional.of(call));
    }
    return end;
  }

  private void keep(Habit habit, Moment moment, Instant end, Optional<Call> call) {
    LocalDate day = moment.at().atZone(zone).toLocalDate();
    Map<String, String> labels = labels(habit, moment.instance());
    Optional<Instant> previous = Optional.ofNullable(lastEnds.put(Fingerprint.of(labels), end));
    Habit.Observed observed = habit.observed();
    List<String> observers = observed == null || day.isBefore(observed.from())
        ? List.of()
        : List.of(observed.policy());
    PastEpisodeDraft draft = new PastEpisodeDraft(habit, labels, moment.at(), end, previous, observers);
    if (moment.at().isBefore(away.until()) && away.from().isBefore(end)) {
      episodes.add(draft.quiet(Outcome.UNOBSERVED, Intent.of(Outcome.UNOBSERVED)));
    } else if (quiet(habit, moment, day)) {
      episodes.add(draft.quiet(Outcome.SUPPRESSED, new Intent(Outcome.SUPPRESSED, 0, call.isPresent(),
          call.map(Call::workSeconds).orElse(0L), Optional.empty(), false)));
    } else {
      episodes.add(call.isPresent()
          ? draft.called(call.get(), zone)
          : draft.quiet(Outcome.BRIEF, Intent.of(Outcome.BRIEF)));
    }
  }

  private static boolean quiet(Habit habit, Moment moment, LocalDate day) {
    Habit.Quiet quiet = habit.quiet();
    return quiet != null && moment.count() >= quiet.after() && !day.isBefore(quiet.from());
  }

  private static Map<String, String> labels(Habit habit, String instance) {
    Map<String, String> labels = new TreeMap<>(Map.of("alertname", habit.alertname(), "namespace", habit.namespace(),
        "owner", "team-" + habit.namespace(), "priority", habit.priority().label()));
    if (habit.service().isEmpty()) {
      labels.put("service", instance);
    } else {
      labels.put("service", habit.service());
      labels.put("instance", instance);
    }
    return labels;
  }
}
