package dev.shizuka.bench;

import dev.shizuka.cli.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A real Prometheus with nothing but rules to do. */
final class BenchPrometheus implements AutoCloseable {
  private static final String RULES_OF_GROUP = "prometheus_rule_group_rules{";
  private final HttpClient client = HttpClient.newHttpClient();
  private final ServerProcess server;
  private final Path rules;

  private BenchPrometheus(ServerProcess server, Path rules) {
    this.server = server;
    this.rules = rules;
  }

  static Path binary() {
    return ServerProcess.find("prometheus")
        .orElseThrow(() -> new IllegalStateException("prometheus is not built: run testbed/build prometheus"));
  }

  /** Starts it with whatever rule files are in {@code DIR/rules} already; returns once it is ready. */
  static BenchPrometheus start(Path directory) throws IOException {
    Path rules = Files.createDirectories(directory.resolve("rules"));
    Path config = Files.writeString(directory.resolve("prometheus.yml"),
        "rule_files: [\"" + rules + "/*.yaml\"]\n");
    URI url = URI.create("http://127.0.0.1:" + ServerProcess.freePort());
    List<String> command = List.of(binary().toString(), "--config.file=" + config,
        "--storage.tsdb.path=" + directory.resolve("data"), "--web.listen-address=" + url.getAuthority(),
        "--web.enable-lifecycle");
    return new BenchPrometheus(ServerProcess.start(command, url, "/-/ready", directory.resolve("prometheus.log")),
        rules);
  }

  URI url() {
    return server.url();
  }

  /** Its rule folder. */
  Path rules() {
    return rules;
  }

  void reload() throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/-/reload"))
        .POST(HttpRequest.BodyPublishers.noBody()).build();
    HttpResponse<String> reply = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (reply.statusCode() != 200) {
      throw new IOException("reload: " + reply.statusCode() + " " + reply.body());
    }
  }

  /** How many rules it runs. From {@code /metrics}, for {@code /api/v1/rules} of 20,000 rules takes long enough to spoil the figure. */
  long loadedRules() throws IOException, InterruptedException {
    return get("/metrics").lines().filter(line -> line.startsWith(RULES_OF_GROUP))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).sum();
  }

  /** Whether the instant query gives one sample of that value. */
  boolean shows(String query, int value) throws IOException, InterruptedException {
    return get("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8))
        .contains("\"" + value + "\"]");
  }

  private String get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url() + path)).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  @Override
  public void close() {
    client.shutdownNow();
    server.close();
  }
}
