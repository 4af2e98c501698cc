package dev.shizuka.cli;

import dev.shizuka.compile.PrometheusDuration;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations on the command line, as Prometheus writes them. */
final class DurationConverter implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String text) {
    return PrometheusDuration.parse(text).filter(duration -> !duration.isZero())
        .orElseThrow(() -> new TypeConversionException("'" + text + "' is not a duration such as 10s or 1m30s"));
  }
}
