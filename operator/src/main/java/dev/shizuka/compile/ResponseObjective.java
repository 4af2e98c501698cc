package dev.shizuka.compile;

import dev.shizuka.api.AlertPrioritySpec.BusinessHours;
import dev.shizuka.api.AlertPrioritySpec.Response;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * By when an answer is due:
 *
 * <ol>
 * <li>Without business hours, {@code within} after the episode became actionable.
 * <li>With them, once that much time has passed within business hours: called on Friday at 17:50 with 30 minutes and hours until 18:00, the answer
 * is due on Monday at 9:20.
 * <li>Where clocks change, what counts is the time that passes, not what the clock shows.
 * </ol>
 */
public final class ResponseObjective {
  private final Duration within;
  private final Optional<Hours> hours;

  private record Hours(ZoneId zone, Set<DayOfWeek> days, LocalTime from, LocalTime until) {
    Instant opens(LocalDate day) {
      return day.atTime(from).atZone(zone).toInstant();
    }

    /** Midnight, which is never later than the opening, is the end of the day. */
    Instant closes(LocalDate day) {
      LocalDate last = until.equals(LocalTime.MIDNIGHT) ? day.plusDays(1) : day;
      return last.atTime(until).atZone(zone).toInstant();
    }
  }

  private ResponseObjective(Duration within, Optional<Hours> hours) {
    this.within = within;
    this.hours = hours;
  }

  /** Empty where nothing is promised, or where what is promised cannot be read: a priority's verdict tells that. */
  public static Optional<ResponseObjective> of(@Nullable Response response) {
    return response == null ? Optional.empty() : read("", response, new Problems());
  }

  /** Empty exactly if a problem was added. */
  static Optional<ResponseObjective> read(String path, Response response, Problems problems) {
    Optional<Duration> within = Optional.ofNullable(response.within()).flatMap(PrometheusDuration::parse)
        .filter(Duration::isPositive);
    problems.require(within.isPresent(), path + "/within", "ResponseInvalid",
        "A duration above zero such as 30m or 1h30m is required");
    BusinessHours declared = response.businessHours();
    if (declared == null) {
      return within.map(time -> new ResponseObjective(time, Optional.empty()));
    }
    Optional<Hours> hours = hours(path + "/businessHours", declared, problems);
    return within.flatMap(time -> hours.map(open -> new ResponseObjective(time, Optional.of(open))));
  }

  private static Optional<Hours> hours(String path, BusinessHours declared, Problems problems) {
    Problems own = new Problems();
    Optional<ZoneId> zone = TimeZones.find(path + "/timeZone", declared.timeZone(), own);
    Set<DayOfWeek> days = Weekdays.read(path + "/days", declared.days(), "ResponseInvalid", own);
    own.require(!declared.days().isEmpty(), path + "/days", "ResponseInvalid", "Say on which days somebody is there");
    Optional<LocalTime> from = time(declared.from());
    Optional<LocalTime> until = "24:00".equals(declared.until())
        ? Optional.of(LocalTime.MIDNIGHT)
        : time(declared.until()).filter(end -> !end.equals(LocalTime.MIDNIGHT));
    boolean ordered = from.isPresent() && until.isPresent()
        && (until.get().equals(LocalTime.MIDNIGHT) || from.get().isBefore(until.get()));
    own.require(ordered, path, "ResponseInvalid",
        "Hours such as from: \"09:00\", until: \"18:00\" in quotes are required, until later than from; 24:00 is the end of the day");
    own.all().forEach(problem -> problems.add(problem.path(), problem.reason(), problem.message()));
    return own.none()
        ? Optional.of(new Hours(zone.orElseThrow(), days, from.orElseThrow(), until.orElseThrow()))
        : Optional.empty();
  }

  private static Optional<LocalTime> time(@Nullable String text) {
    return Optional.ofNullable(text).filter(time -> time.matches("([01][0-9]|2[0-3]):[0-5][0-9]"))
        .map(LocalTime::parse);
  }

  /** By when somebody must have answered. */
  public Instant deadline(Instant actionableAt) {
    return hours.map(open -> deadline(actionableAt, open)).orElseGet(() -> actionableAt.plus(within));
  }

  private Instant deadline(Instant actionableAt, Hours open) {
    Duration left = within;
    for (LocalDate day = actionableAt.atZone(open.zone()).toLocalDate();; day = day.plusDays(1)) {
      if (!open.days().contains(day.getDayOfWeek())) {
        continue;
      }
      Instant begin = open.opens(day).isAfter(actionableAt) ? open.opens(day) : actionableAt;
      Duration here = Duration.between(begin, open.closes(day));
      if (left.compareTo(here) <= 0) {
        return begin.plus(left);
      }
      left = here.isPositive() ? left.minus(here) : left;
    }
  }
}
