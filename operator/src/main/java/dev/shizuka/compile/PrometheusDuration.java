package dev.shizuka.compile;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.time.Duration;
import java.util.Optional;

/** Durations as Prometheus writes them in rule files: {@code 1h30m}, {@code 0}; units y, w, d, h, m, s, ms in this order. */
public final class PrometheusDuration {
  private static final Pattern SHAPE = Pattern
      .compile("(?:(\\d+)y)?(?:(\\d+)w)?(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?:(\\d+)ms)?");
  private static final long[] MILLIS = {365L * 86_400_000, 7L * 86_400_000, 86_400_000, 3_600_000, 60_000, 1000, 1};
  private static final String[] UNITS = {"y", "w", "d", "h", "m", "s", "ms"};
  /** Prometheus keeps them as nanoseconds in 64 bits. */
  private static final long LONGEST = Long.MAX_VALUE / 1_000_000;

  private PrometheusDuration() {}

  /** Empty where Prometheus would refuse it: other shapes, the empty text, more than 292 years. */
  public static Optional<Duration> parse(String text) {
    if (text.equals("0")) {
      return Optional.of(Duration.ZERO);
    }
    Matcher matcher = SHAPE.matcher(text);
    if (text.isEmpty() || !matcher.matches()) {
      return Optional.empty();
    }
    try {
      long millis = 0;
      for (int unit = 0; unit < MILLIS.length; unit++) {
        String count = matcher.group(unit + 1);
        millis = Math.addExact(millis, count == null ? 0 : Math.multiplyExact(Long.parseLong(count), MILLIS[unit]));
      }
      return millis > LONGEST ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
    } catch (ArithmeticException | NumberFormatException tooLong) {
      return Optional.empty();
    }
  }

  /** The largest units first, without weeks and years, which nobody counts a policy's life in: {@code 400d}, {@code 1h30m}. */
  public static String text(Duration duration) {
    StringBuilder text = new StringBuilder();
    long left = duration.toMillis();
    for (int unit = 2; unit < MILLIS.length; unit++) {
      text.append(left >= MILLIS[unit] ? left / MILLIS[unit] + UNITS[unit] : "");
      left %= MILLIS[unit];
    }
    return text.isEmpty() ? "0" : text.toString();
  }
}
