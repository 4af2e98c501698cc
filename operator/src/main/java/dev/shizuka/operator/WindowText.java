package dev.shizuka.operator;

import dev.shizuka.policy.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A window as one column of {@code kubectl get}: short enough to be read aloud with the others of its line. */
final class WindowText {
  private static final DateTimeFormatter DATE = format("uuuu-MM-dd ");
  private static final DateTimeFormatter MINUTE = format("HH:mm");
  private static final DateTimeFormatter SECOND = format("HH:mm:ss");
  private static final Duration DAY = Duration.ofDays(1);

  private WindowText() {}

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
  }

  /** {@code 2026-12-01 22:00 until 04:30 UTC}: of one shorter than a day the date of its end is clear. */
  static String of(Window window) {
    if (window.startless()) {
      return "until " + moment(window.endsAt()) + " UTC";
    }
    boolean clear = Duration.between(window.startsAt(), window.endsAt()).compareTo(DAY) < 0;
    return moment(window.startsAt()) + " until " + (clear ? time(window.endsAt()) : moment(window.endsAt())) + " UTC";
  }

  private static String moment(Instant at) {
    return DATE.format(at) + time(at);
  }

  private static String time(Instant at) {
    return (at.getEpochSecond() % 60 == 0 ? MINUTE : SECOND).format(at);
  }
}
