package dev.shizuka.cli.demo.history;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * How people answer. Late answers have a reason:
 *
 * <ol>
 * <li>For two weeks from {@code wrongContact} the payments team's pager knows a number that nobody has any more.
 * <li>At night some sleep on.
 * <li>Between nine and ten the shift changes.
 * <li>Else a second incident has their attention.
 * <li>Of each some never say why.
 * </ol>
 */
record Calls(LocalDate wrongContact) {
  static final String WRONG_CONTACT = "WrongContact";
  static final String NIGHT = "NotWokenUp";
  static final String HANDOVER = "ShiftChange";
  static final String SECOND = "SecondIncident";
  private static final double UNEXPLAINED = 0.1;
  private static final double SPREAD = 0.7;

  Call call(Habit habit, ZonedDateTime at, Random random) {
    Habit.Work work = habit.work();
    if (random.nextDouble() >= work.answered()) {
      return new Call(Optional.empty(), Duration.ofSeconds(45 + random.nextInt(work.ends() * 60 - 45)),
          Optional.empty(), "");
    }
    Optional<String> missed = missed(habit, at, random);
    Duration answer = missed.isPresent() ? late(habit.priority(), random) : inTime(habit.priority(), random);
    Duration takes = around(work.minutes(), 2, 480, random);
    String cause = missed.orElseGet(() -> cause(work.causes(), random));
    return new Call(Optional.of(answer), takes, missed, cause);
  }

  private Optional<String> missed(Habit habit, ZonedDateTime at, Random random) {
    double chance = random.nextDouble();
    boolean explained = random.nextDouble() >= UNEXPLAINED;
    Optional<String> why = Optional.empty();
    if (wrong(habit, at.toLocalDate())) {
      why = chance < 0.4 ? Optional.of(WRONG_CONTACT) : why;
    } else if (Rhythm.night(at)) {
      why = chance < 0.05 ? Optional.of(NIGHT) : why;
    } else if (at.getHour() == 9) {
      why = chance < 0.08 ? Optional.of(HANDOVER) : why;
    } else {
      why = chance < 0.012 ? Optional.of(SECOND) : why;
    }
    return why.map(cause -> explained ? cause : "");
  }

  private boolean wrong(Habit habit, LocalDate day) {
    return habit.namespace().equals("payments") && !day.isBefore(wrongContact)
        && day.isBefore(wrongContact.plusWeeks(2));
  }

  private static Duration inTime(Priority priority, Random random) {
    int latest = (int) priority.within().toMinutes() - 1;
    return around(priority.usually(), 0, latest, random);
  }

  private static Duration late(Priority priority, Random random) {
    return priority.within().plusSeconds(60 + random.nextInt(45 * 60));
  }

  private static String cause(List<String> causes, Random random) {
    return causes.isEmpty() ? "" : causes.get(random.nextInt(causes.size()));
  }

  /** Minutes as people take them: most near the middle, a few much longer. */
  private static Duration around(int middle, int least, int most, Random random) {
    long seconds = Math.round(middle * 60 * Math.exp(SPREAD * random.nextGaussian()));
    return Duration.ofSeconds(Math.clamp(seconds, least * 60L + 30, most * 60L));
  }
}
