package dev.shizuka.testbed;

import dev.shizuka.cli.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A real Prometheus in a folder of its own; {@code DIR/rules/*.yaml} are its rule files. */
public final class RealPrometheus implements AutoCloseable {
  /** Binaries that the testbed builds. */
  public static final String NEWEST = "prometheus";
  public static final String OLDEST = "prometheus-2.42";

  private final Path directory;
  private final String binary;
  private final int port;
  private ServerProcess server;

  private RealPrometheus(Path directory, String binary, int port) {
    this.directory = directory;
    this.binary = binary;
    this.port = port;
  }

  /** @param config the rest of prometheus.yml (scrape_configs, alerting …), or empty */
  public static RealPrometheus start(Path directory, String binary, String config) throws IOException {
    RealPrometheus prometheus = new RealPrometheus(directory, binary, ServerProcess.freePort());
    Files.createDirectories(prometheus.rules());
    prometheus.configure("*.yaml", config);
    prometheus.restart();
    return prometheus;
  }

  /** Rewrites prometheus.yml; takes effect with the next reload or restart. */
  public void configure(String glob, String config) throws IOException {
    Files.writeString(directory.resolve("prometheus.yml"), """
        global: {scrape_interval: 1s, evaluation_interval: 1s}
        rule_files: ["%s/%s"]
        %s
        """.formatted(rules(), glob, config));
  }

  public void restart() throws IOException {
    close();
    List<String> command = new ArrayList<>(
        List.of(Testbed.binary(binary).toString(), "--config.file=" + directory.resolve("prometheus.yml"),
            "--storage.tsdb.path=" + directory.resolve("data"), "--web.listen-address=127.0.0.1:" + port,
            "--web.enable-lifecycle"));
    server = ServerProcess.start(command, url(), "/-/ready", directory.resolve("prometheus.log"));
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  public Path rules() {
    return directory.resolve("rules");
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
