package dev.shizuka.cli.demo.history;

import dev.shizuka.ledger.facts.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * A year of operations, from the first of April to the end of March, on 500 hosts and with 40 services.
 *
 * @param away when Shizuka was down and saw nothing
 * @param episodes sorted by begin
 */
public record History(Period year, ZoneId zone, Period away, List<PastEpisode> episodes) {
  public static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");
  public static final String BACKEND = "main";
  private static final int APRIL = 4;

  public History {
    episodes = List.copyOf(episodes);
  }

  /** The last such year that is over. */
  public static History of(long seed, Instant now) {
    LocalDate today = now.atZone(ZONE).toLocalDate();
    LocalDate april = today.withMonth(APRIL).withDayOfMonth(1);
    LocalDate end = today.isBefore(april) ? april.minusYears(1) : april;
    LocalDate first = end.minusYears(1);
    Period year = new Period(first.atStartOfDay(ZONE).toInstant(), end.atStartOfDay(ZONE).toInstant());
    Instant down = end.minusDays(48).atTime(2, 15).atZone(ZONE).toInstant();
    Period away = new Period(down, down.plus(Duration.ofHours(5)));
    HistoryPlayer player = new HistoryPlayer(year, ZONE, away, new Calls(end.minusDays(80)));
    return new History(year, ZONE, away, player.play(Habits.from(first), seed));
  }

  public Truths truths() {
    return new Truths(this);
  }
}
