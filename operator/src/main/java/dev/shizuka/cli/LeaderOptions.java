package dev.shizuka.cli;

import dev.shizuka.operator.LeaderLease;
import io.fabric8.kubernetes.client.Config;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Which of several processes works. */
final class LeaderOptions {
  /** Long enough for a busy API server, short enough for a new leader within 20 seconds of a killed one, its start included. */
  private static final Duration LEASE = Duration.ofSeconds(8);
  private static final Duration REQUEST = Duration.ofSeconds(2);

  @Option(names = "--leader-election", negatable = true, defaultValue = "true", fallbackValue = "true", description = "Work only while this process "
      + "has the Lease, and stand by until then (default: ${DEFAULT-VALUE})")
  private boolean elects = true;

  @Option(names = "--lease-name", paramLabel = "NAME", defaultValue = "shizuka", description = "Lease in the operator's own namespace "
      + "(default: ${DEFAULT-VALUE})")
  private String lease = "shizuka";

  /**
   * A candidate for the Lease, to be closed; empty where there is no election.
   *
   * @param namespace the operator's own
   */
  Optional<LeaderLease> candidate(Config config, String namespace) {
    return elects
        ? Optional.of(LeaderLease.of(config, new LeaderLease.Settings(namespace, lease, identity(), LEASE), REQUEST))
        : Optional.empty();
  }

  /** The pod's name where there is one. */
  static String instance() {
    return Stream.of("POD_NAME", "HOSTNAME").map(System::getenv).flatMap(name -> Optional.ofNullable(name).stream())
        .filter(name -> !name.isBlank()).findFirst().orElse("shizuka");
  }

  /** A restarted container has its pod's name again, and is another one. */
  private static String identity() {
    byte[] random = new byte[4];
    ThreadLocalRandom.current().nextBytes(random);
    return instance() + "_" + HexFormat.of().formatHex(random);
  }
}
