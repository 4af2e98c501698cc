package dev.shizuka.testbed;

import dev.shizuka.cli.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A real Alertmanager in a folder of its own, alone or as a member of a cluster. */
public final class RealAlertmanager implements AutoCloseable {
  /** Binaries that the testbed builds. */
  public static final String NEWEST = "alertmanager";
  public static final String OLDEST = "alertmanager-0.25";
  /** Calls one webhook that nobody answers. */
  public static final String PLAIN = """
      route: {receiver: person, group_wait: 0s, group_interval: 1s, group_by: ["..."]}
      receivers:
      - name: person
        webhook_configs: [{url: "http://127.0.0.1:9/"}]
      """;

  private final Path directory;
  private final String binary;
  private final int port;
  private final int clusterPort;
  private final List<String> peers;
  private ServerProcess server;

  private RealAlertmanager(Path directory, String binary, List<String> peers) throws IOException {
    this.directory = directory;
    this.binary = binary;
    this.port = ServerProcess.freePort();
    this.clusterPort = ServerProcess.freePort();
    this.peers = peers;
  }

  /** @param config alertmanager.yml, such as {@link #PLAIN} */
  public static RealAlertmanager start(Path directory, String binary, String config) throws IOException {
    return join(directory, binary, config, null);
  }

  /** Starts a member that joins another one. */
  public static RealAlertmanager join(Path directory, String binary, String config, RealAlertmanager peer)
      throws IOException {
    RealAlertmanager alertmanager = new RealAlertmanager(directory, binary,
        peer == null ? List.of() : List.of("127.0.0.1:" + peer.clusterPort));
    Files.createDirectories(directory);
    alertmanager.configure(config);
    alertmanager.restart();
    return alertmanager;
  }

  public void configure(String config) throws IOException {
    Files.writeString(directory.resolve("alertmanager.yml"), config);
  }

  public void restart() throws IOException {
    close();
    List<String> command = new ArrayList<>(
        List.of(Testbed.binary(binary).toString(), "--config.file=" + directory.resolve("alertmanager.yml"),
            "--storage.path=" + directory.resolve("data"), "--web.listen-address=127.0.0.1:" + port,
            "--cluster.listen-address=127.0.0.1:" + clusterPort, "--cluster.settle-timeout=1s",
            "--cluster.reconnect-interval=1s", "--cluster.pushpull-interval=2s"));
    peers.forEach(peer -> command.add("--cluster.peer=" + peer));
    server = ServerProcess.start(command, url(), "/-/ready", directory.resolve("alertmanager.log"));
  }

  /** Without the data it had. */
  public void restartEmpty() throws IOException {
    close();
    try (Stream<Path> files = Files.walk(directory.resolve("data"))) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    restart();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  public void kill() {
    server.kill();
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
  }
}
