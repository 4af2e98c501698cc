package dev.shizuka.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that runs the engine. */
final class RunOptions {
  @Option(names = "--data", defaultValue = ".shizuka", description = "Folder of the store (default: ${DEFAULT-VALUE})")
  private Path data = Path.of(".shizuka");

  @Option(names = "--poll", defaultValue = "10s", description = "How often Alertmanager is read; widened to five times the last read's "
      + "duration (default: ${DEFAULT-VALUE})")
  private Duration poll = Duration.ofSeconds(10);

  @Option(names = "--grace", defaultValue = "30s", description = "How long an alert must be seen unsuppressed until it counts as "
      + "actionable; never less than the route's group_wait (default: ${DEFAULT-VALUE})")
  private Duration grace = Duration.ofSeconds(30);

  @Option(names = "--settle", defaultValue = "2m", description = "How long an alert must be absent until its episode is closed "
      + "(default: ${DEFAULT-VALUE})")
  private Duration settle = Duration.ofMinutes(2);

  @Option(names = "--installation", description = "Whose silences and files are ours (default: made once and kept in the store)")
  private @Nullable String installation;

  Path data() {
    return data;
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

  Optional<String> installation() {
    return Optional.ofNullable(installation);
  }

  /** Options with these values, for commands that set them themselves. */
  static RunOptions of(Path data, Duration poll, Duration grace, Duration settle) {
    RunOptions options = new RunOptions();
    options.data = data;
    options.poll = poll;
    options.grace = grace;
    options.settle = settle;
    return options;
  }
}
