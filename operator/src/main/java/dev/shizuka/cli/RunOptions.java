package dev.shizuka.cli;

import dev.shizuka.ledger.StoreAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of every command that runs the engine. */
final class RunOptions {
  private static final Pattern INSTALLATION = Pattern.compile("[A-Za-z0-9._-]{1,63}");
  /** Responses come up to a week late, and incidents last as long. */
  private static final Duration LEAST_RETENTION = Duration.ofDays(31);

  @Mixin
  private StoreOption store = new StoreOption();

  @Option(names = "--poll", defaultValue = "10s", description = "How often Alertmanager is read; widened to five times the last read's "
      + "duration (default: ${DEFAULT-VALUE})")
  private Duration poll = Duration.ofSeconds(10);

  @Option(names = "--grace", defaultValue = "30s", description = "How long an alert must be seen unsuppressed until it counts as "
      + "actionable; never less than the route's group_wait or twice --poll (default: ${DEFAULT-VALUE})")
  private Duration grace = Duration.ofSeconds(30);

  @Option(names = "--settle", defaultValue = "2m", description = "How long an alert must be absent until its episode is closed "
      + "(default: ${DEFAULT-VALUE})")
  private Duration settle = Duration.ofMinutes(2);

  @Option(names = "--installation", description = "Whose silences and files are ours (default: made once and kept in the store)")
  private @Nullable String installation;

  @Option(names = "--max-lifetime", defaultValue = "400d", description = "How far ahead the end of a policy may be; its expires is refused "
      + "beyond (default: ${DEFAULT-VALUE})")
  private Duration maxLifetime = Duration.ofDays(400);

  @Option(names = "--max-silences", defaultValue = "1000", description = "How many silences Shizuka may have in one Alertmanager; at the "
      + "limit the oldest stay and alerts are heard (default: ${DEFAULT-VALUE})")
  private int maxSilences = 1_000;

  @Option(names = "--retention", defaultValue = "400d", description = "How long closed episodes are kept; counters and the sums of "
      + "reports stay for good (default: ${DEFAULT-VALUE})")
  private Duration retention = Duration.ofDays(400);

  @Option(names = "--time-zone", defaultValue = "UTC", description = "Whose days count for answers on the same day, and for misses that have "
      + "no cause at the end of the day (default: ${DEFAULT-VALUE})")
  private ZoneId timeZone = ZoneOffset.UTC;

  @Option(names = "--log-format", defaultValue = "text", description = "How the log on stderr looks: ${COMPLETION-CANDIDATES} (default: "
      + "${DEFAULT-VALUE})")
  private LogFormat logFormat = LogFormat.TEXT;

  @Mixin
  private ResponseOptions responses = new ResponseOptions();

  /** @throws UnusableException where the options contradict each other */
  void check() {
    logFormat.apply();
    responses.check();
    if (grace.compareTo(poll.multipliedBy(2)) < 0) {
      throw new UnusableException("--grace " + text(grace) + " is less than twice --poll "
          + text(poll)
          + ": one late poll would leave every alert unobserved; poll more often, or give a longer grace");
    }
    if (maxLifetime.isNegative() || maxLifetime.isZero()) {
      throw new UnusableException("--max-lifetime must be longer than nothing: policies could never be declared");
    }
    if (retention.compareTo(LEAST_RETENTION) < 0) {
      throw new UnusableException("--retention " + text(retention) + " is too short: people answer for "
          + LEAST_RETENTION.toDays() + " days, so give at least " + LEAST_RETENTION.toDays() + "d");
    }
    if (maxSilences < 1) {
      throw new UnusableException("--max-silences must be at least 1: no policy could silence anything");
    }
    if (installation != null && !INSTALLATION.matcher(installation).matches()) {
      throw new UnusableException("--installation '" + installation
          + "' is no name: up to 63 letters, digits, '-', '_' and '.', for it stands in every silence");
    }
  }

  private static String text(Duration duration) {
    return duration.toString().replaceFirst("^PT", "").toLowerCase(Locale.ROOT);
  }

  /** @throws dev.shizuka.ledger.StoreException with a sentence for the user where the address is none */
  StoreAddress store() {
    return store.address();
  }

  ResponseOptions responses() {
    return responses;
  }

  Duration poll() {
    return poll;
  }

  Duration grace() {
    return grace;
  }

  Duration settle() {
    return settle;
  }

  Duration retention() {
    return retention;
  }

  ZoneId timeZone() {
    return timeZone;
  }

  Duration maxLifetime() {
    return maxLifetime;
  }

  int maxSilences() {
    return maxSilences;
  }

  Optional<String> installation() {
    return Optional.ofNullable(installation);
  }

  /** Options with these values, for commands that set them themselves. */
  static RunOptions of(Path data, Duration poll, Duration grace, Duration settle) {
    RunOptions options = new RunOptions();
    options.store = StoreOption.folder(data);
    options.poll = poll;
    options.grace = grace;
    options.settle = settle;
    return options;
  }
}
