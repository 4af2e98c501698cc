package dev.shizuka.cli.demo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/** Everything the demo needs but Shizuka itself: estate, pager, Prometheus, Alertmanager, and what is declared. */
public final class DemoWorld implements AutoCloseable {
  private static final long SEED = 2026;
  private final Path directory;
  private final Pager pager;
  private final EstateServer estate;
  private final DemoServers servers;

  private DemoWorld(Path directory, Pager pager, EstateServer estate, DemoServers servers) {
    this.directory = directory;
    this.pager = pager;
    this.estate = estate;
    this.servers = servers;
  }

  /**
   * Starts it all; everything it writes lies in that directory.
   *
   * @throws IOException with a message for people, if a server is not installed or does not start, or the examples are missing
   */
  public static DemoWorld start(Path directory) throws IOException {
    return start(directory, DemoCatalog.examples(), Clock.systemUTC());
  }

  static DemoWorld start(Path directory, Path examples, Clock clock) throws IOException {
    Files.createDirectories(directory);
    Pager pager = new Pager(clock);
    Estate company = new Estate(SEED);
    EstateServer estate = new EstateServer(company, pager, clock);
    try {
      DemoServers servers = DemoServers.start(directory, company.targets(), estate.url());
      DemoWorld world = new DemoWorld(directory, pager, estate, servers);
      world.declare(examples, clock);
      return world;
    } catch (IOException | RuntimeException failed) {
      estate.close();
      throw failed;
    }
  }

  private void declare(Path examples, Clock clock) throws IOException {
    try {
      DemoCatalog.write(examples, catalogDirectory(),
          new DemoCatalog.Backend(prometheusUrl(), alertmanagerUrl(), rulesDirectory()), clock);
      DemoCatalog.copyApprovals(examples, approvalsDirectory());
    } catch (IOException | RuntimeException failed) {
      servers.close();
      throw failed;
    }
  }

  public URI prometheusUrl() {
    return servers.prometheusUrl();
  }

  public URI alertmanagerUrl() {
    return servers.alertmanagerUrl();
  }

  /** The folder that Prometheus reads {@code *.yaml} of. */
  public Path rulesDirectory() {
    return DemoServers.rules(directory);
  }

  public Pager pager() {
    return pager;
  }

  /** What is declared: a copy of the examples, with a backend of its own and one broken rule. */
  public Path catalogDirectory() {
    return directory.resolve("declared");
  }

  /** A copy of the approvals of the examples: a folder that whoever writes the policies should not be able to write. */
  public Path approvalsDirectory() {
    return directory.resolve("approvals");
  }

  /** Ends the servers. The directory stays. */
  @Override
  public void close() {
    try (estate; servers) {
      // both, whatever becomes of the other
    }
  }
}
