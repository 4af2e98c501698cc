package dev.shizuka.compile;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.shizuka.api.NoiseReportSpec;
import dev.shizuka.api.NoiseReportSpec.Schedule;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Objects;
import java.util.Optional;

/**
 * Times that a cron line of five fields names by the clock of a zone. Each of them comes once on each day that it is named:
 *
 * <ol>
 * <li>A time that the clock jumps over comes as much later as the clock jumps.
 * <li>A time that the clock shows twice comes the first time.
 * </ol>
 */
public final class CronSchedule {
  private static final CronParser PARSER = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
  private static final int LONGEST = 128;

  private final ExecutionTime times;
  private final ZoneId zone;

  private CronSchedule(ExecutionTime times, ZoneId zone) {
    this.times = times;
    this.zone = zone;
  }

  /** @throws IllegalArgumentException with what is wrong, for people */
  public static CronSchedule parse(String cron, ZoneId zone) {
    if (cron.length() > LONGEST) {
      throw new IllegalArgumentException("it is longer than " + LONGEST + " characters");
    }
    return new CronSchedule(ExecutionTime.forCron(PARSER.parse(cron).validate()), zone);
  }

  /** Of a report that compile has accepted and that has a schedule. */
  public static CronSchedule of(NoiseReportSpec report) {
    Schedule schedule = Objects.requireNonNull(report.schedule());
    String zone = schedule.timeZone() == null ? report.timeZone() : schedule.timeZone();
    return parse(Objects.requireNonNull(schedule.cron()), ZoneId.of(Objects.requireNonNull(zone)));
  }

  /** The next time; empty where none comes, as with 31 February. */
  public Optional<Instant> next(Instant after) {
    // The library sees a clock that never changes; what changes is left to java.time. It begins a day early, for clocks never jump further.
    LocalDateTime from = LocalDateTime.ofInstant(after, zone).minusDays(1);
    Optional<ZonedDateTime> named = times.nextExecution(from.atOffset(ZoneOffset.UTC).toZonedDateTime());
    while (named.isPresent()) {
      Instant instant = named.get().toLocalDateTime().atZone(zone).toInstant();
      if (instant.isAfter(after)) {
        return Optional.of(instant);
      }
      named = times.nextExecution(named.get());
    }
    return Optional.empty();
  }
}
