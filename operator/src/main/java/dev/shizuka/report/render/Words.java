package dev.shizuka.report.render;

import dev.shizuka.api.NoiseReportSpec.Language;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** A language's words and ways to write numbers, times and spans of time. */
final class Words {
  private static final String BUNDLE = "dev.shizuka.report.render.report";
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT);
  private static final DateTimeFormatter SHORT_DAY = DateTimeFormatter.ofPattern("M/d", Locale.ROOT);
  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;

  private final Locale locale;
  private final ResourceBundle bundle;
  private final ZoneId zone;

  Words(Language language, ZoneId zone) {
    this.locale = switch (language) {
      case en -> Locale.ENGLISH;
      case ja -> Locale.JAPANESE;
    };
    this.bundle = ResourceBundle.getBundle(BUNDLE, locale,
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    this.zone = zone;
  }

  String language() {
    return locale.getLanguage();
  }

  /** @param arguments texts, written as they are */
  String text(String key, String... arguments) {
    String pattern = bundle.getString(key);
    return arguments.length == 0 ? pattern : new MessageFormat(pattern, locale).format(arguments);
  }

  String number(long value) {
    return NumberFormat.getIntegerInstance(locale).format(value);
  }

  String number(double value) {
    return number(Math.round(value));
  }

  /** {@code 97.4 %}; a dash where there is nothing to tell. */
  String percent(@Nullable Double share) {
    if (share == null) {
      return "–";
    }
    NumberFormat format = NumberFormat.getNumberInstance(locale);
    format.setMaximumFractionDigits(1);
    format.setMinimumFractionDigits(1);
    return text("percent", format.format(share * 100));
  }

  /** {@code +12 %}, {@code −3 %}, {@code ±0 %}; empty where there was nothing before. */
  String change(@Nullable Double percent) {
    if (percent == null) {
      return "";
    }
    long rounded = Math.round(percent);
    String sign = rounded > 0 ? "+" : rounded < 0 ? "−" : "±";
    return text("percent", sign + number(Math.abs(rounded)));
  }

  /** {@code 45 s}, {@code 12 min}, {@code 3 h 5 min}; from a hundred hours whole hours. */
  String span(double seconds) {
    long whole = Math.round(seconds);
    if (whole < MINUTE) {
      return text("span.seconds", number(whole));
    }
    long minutes = Math.round((double) whole / MINUTE);
    if (minutes < HOUR / MINUTE) {
      return text("span.minutes", number(minutes));
    }
    long hours = minutes / 60;
    return hours >= 100 || minutes % 60 == 0
        ? text("span.hours", number(Math.round(minutes / 60.0)))
        : text("span.hoursAndMinutes", number(hours), number(minutes % 60));
  }

  String time(Instant time) {
    return TIME.withZone(zone).format(time);
  }

  String day(Instant time) {
    return DAY.withZone(zone).format(time);
  }

  String shortDay(LocalDate day) {
    return SHORT_DAY.format(day);
  }

  /** A name, or the word for none. */
  String name(String name) {
    return name.isEmpty() ? text("none") : name;
  }
}
