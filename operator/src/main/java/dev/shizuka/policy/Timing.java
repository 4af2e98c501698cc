package dev.shizuka.policy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When a policy covers alerts, whatever its form; never after the policy's {@code expires}.
 */
public sealed interface Timing {
  /** The name of the form as the spec has it; begins the keys of its silences. */
  String form();

  /** Whether it may cover at this moment; what is {@link Leased} covers then what {@link dev.shizuka.policy.lease.Leases} says. */
  boolean covers(Instant at);

  /** The window that holds this moment, else the next one; empty if none comes any more. */
  Optional<Window> next(Instant at);

  /** The windows for which silences should stand at this moment, running or to come, sorted. */
  List<Window> standing(Instant now);

  /** Tells the windows of one policy apart, for as long as the window starts at the same time; empty if there is only ever one. */
  String key(Window window);

  /** One stretch. Its silence is made at once, however far ahead it is. */
  record Once(Instant from, Instant until) implements Timing {
    @Override
    public String form() {
      return "silence";
    }

    @Override
    public boolean covers(Instant at) {
      return !at.isBefore(from) && at.isBefore(until);
    }

    @Override
    public Optional<Window> next(Instant at) {
      return from.isBefore(until) && at.isBefore(until) ? Optional.of(new Window(from, until)) : Optional.empty();
    }

    @Override
    public List<Window> standing(Instant now) {
      return next(now).stream().toList();
    }

    @Override
    public String key(Window window) {
      return "";
    }
  }

  /**
   * Windows that come again. Silences stand for those that start within the horizon, so that they go on for that long while Shizuka is
   * away; it rolls by whole hours, so that nothing changes in between. A window stands whole unless it is longer than the horizon: then what
   * is more than {@link #HORIZON} after both its start and now comes later.
   */
  record Recurring(Schedule schedule, Instant expires) implements Timing {
    /** How far ahead silences are made. */
    public static final Duration HORIZON = Duration.ofHours(96);
    private static final DateTimeFormatter START = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
        .withZone(ZoneOffset.UTC);
    private static final List<Duration> LOOKS = Stream.of(8, 32, 128, 410).map(Duration::ofDays).toList();

    /** Ends to the second, as silences do. */
    public Recurring {
      expires = expires.truncatedTo(ChronoUnit.SECONDS);
    }

    @Override
    public String form() {
      return "schedule";
    }

    @Override
    public boolean covers(Instant at) {
      return at.isBefore(expires) && schedule.covers(at);
    }

    @Override
    public Optional<Window> next(Instant at) {
      return LOOKS.stream().map(look -> cut(schedule.windows(at, earlier(at.plus(look), expires)), Instant.MAX))
          .filter(found -> !found.isEmpty()).map(List::getFirst).findFirst();
    }

    @Override
    public List<Window> standing(Instant now) {
      Instant horizon = now.truncatedTo(ChronoUnit.HOURS).plus(HORIZON);
      return cut(schedule.windows(now, earlier(horizon, expires)), horizon);
    }

    @Override
    public String key(Window window) {
      return START.format(window.startsAt());
    }

    private List<Window> cut(List<Window> windows, Instant horizon) {
      return windows.stream().map(window -> {
        Instant whole = window.startsAt().plus(HORIZON);
        Instant end = earlier(window.endsAt(), whole.isAfter(horizon) ? whole : horizon);
        return new Window(window.startsAt(), earlier(end, expires));
      }).toList();
    }

    private static Instant earlier(Instant one, Instant other) {
      return one.isBefore(other) ? one : other;
    }
  }

  /** Whenever the condition says so, until the policy expires. No silence stands in advance: leases are made as alerts come. */
  record Leased(Condition condition, Instant expires) implements Timing {
    /** Ends to the second, as silences do. */
    public Leased {
      expires = expires.truncatedTo(ChronoUnit.SECONDS);
    }

    @Override
    public String form() {
      return condition.form();
    }

    @Override
    public boolean covers(Instant at) {
      return at.isBefore(expires);
    }

    @Override
    public Optional<Window> next(Instant at) {
      return at.isBefore(expires) ? Optional.of(new Window(Instant.EPOCH, expires)) : Optional.empty();
    }

    @Override
    public List<Window> standing(Instant now) {
      return List.of();
    }

    @Override
    public String key(Window window) {
      return "";
    }
  }
}
