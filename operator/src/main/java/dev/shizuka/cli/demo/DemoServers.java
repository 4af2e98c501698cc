package dev.shizuka.cli.demo;

import dev.shizuka.cli.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A real Prometheus and a real Alertmanager, configured for the estate. */
final class DemoServers implements AutoCloseable {
  private final ServerProcess prometheus;
  private final ServerProcess alertmanager;

  private DemoServers(ServerProcess prometheus, ServerProcess alertmanager) {
    this.prometheus = prometheus;
    this.alertmanager = alertmanager;
  }

  /**
   * Starts both below that directory, with {@code DIR/rules/*.yaml} as rule files.
   *
   * @param estate where targets and pager are served
   * @throws IOException if one is not installed or does not start; the message is for people
   */
  static DemoServers start(Path directory, List<Target> targets, URI estate) throws IOException {
    Path prometheusBinary = binary("prometheus");
    Path alertmanagerBinary = binary("alertmanager");
    ServerProcess alertmanager = startAlertmanager(alertmanagerBinary, directory, estate);
    try {
      String config = prometheusConfig(rules(directory), alertmanager.url(), scrapes(targets, estate));
      return new DemoServers(startPrometheus(prometheusBinary, directory, config), alertmanager);
    } catch (IOException | RuntimeException failed) {
      alertmanager.close();
      throw failed;
    }
  }

  static Path rules(Path directory) {
    return directory.resolve("rules");
  }

  URI prometheusUrl() {
    return prometheus.url();
  }

  URI alertmanagerUrl() {
    return alertmanager.url();
  }

  @Override
  public void close() {
    try (alertmanager; prometheus) {
      // both, whatever becomes of the other
    }
  }

  private static Path binary(String name) throws IOException {
    return ServerProcess.find(name).orElseThrow(
        () -> new IOException("the demo needs " + name + ": run `make demo`, which builds it, or put it on PATH"));
  }

  private static ServerProcess startAlertmanager(Path binary, Path directory, URI estate) throws IOException {
    Path config = Files.writeString(directory.resolve("alertmanager.yml"), alertmanagerConfig(estate));
    URI url = URI.create("http://127.0.0.1:" + ServerProcess.freePort());
    List<String> command = List.of(binary.toString(), "--config.file=" + config,
        "--storage.path=" + directory.resolve("alertmanager"), "--web.listen-address=" + url.getAuthority(),
        "--cluster.listen-address=");
    return ServerProcess.start(command, url, "/-/ready", directory.resolve("alertmanager.log"));
  }

  private static ServerProcess startPrometheus(Path binary, Path directory, String text) throws IOException {
    Files.createDirectories(rules(directory));
    Path config = Files.writeString(directory.resolve("prometheus.yml"), text);
    URI url = URI.create("http://127.0.0.1:" + ServerProcess.freePort());
    List<String> command = List.of(binary.toString(), "--config.file=" + config,
        "--storage.tsdb.path=" + directory.resolve("prometheus"), "--web.listen-address=" + url.getAuthority(),
        "--web.enable-lifecycle");
    return ServerProcess.start(command, url, "/-/ready", directory.resolve("prometheus.log"));
  }

  /** Everyone is called but where the route says otherwise: that the batch runs is told to nobody. A lease needs a poll before somebody is called. */
  private static String alertmanagerConfig(URI estate) {
    return """
        route:
          receiver: pager
          group_by: ["..."]
          group_wait: 4s
          group_interval: 2s
          repeat_interval: 12h
          routes:
          - {receiver: "null", matchers: ['alertname="NightlyBatchRunning"']}
        receivers:
        - name: pager
          webhook_configs: [{url: "%s%s", send_resolved: false}]
        - name: "null"
        """.formatted(estate, Pager.PATH);
  }

  private static String prometheusConfig(Path rules, URI alertmanager, String scrapes) {
    return """
        global: {scrape_interval: 2s, scrape_timeout: 2s, evaluation_interval: 2s}
        rule_files: ["%s/*.yaml"]
        alerting: {alertmanagers: [{static_configs: [{targets: ["%s"]}]}]}
        scrape_configs:
        """.formatted(rules.toAbsolutePath(), alertmanager.getAuthority()) + scrapes;
  }

  private static String scrapes(List<Target> targets, URI estate) {
    return targets.stream().collect(Collectors.groupingBy(Target::job, TreeMap::new, Collectors.toList()))
        .entrySet().stream().map(job -> "- job_name: " + job.getKey() + "\n  static_configs:\n"
            + job.getValue().stream().map(target -> scrape(target, estate)).collect(Collectors.joining()))
        .collect(Collectors.joining());
  }

  private static String scrape(Target target, URI estate) {
    String namespace = target.namespace().isEmpty() ? "" : ", namespace: " + target.namespace();
    return "  - targets: [\"%s\"]\n    labels: {__metrics_path__: \"%s\", instance: \"%s\", node: %s%s}\n"
        .formatted(estate.getAuthority(), target.path(), target.instance(), target.node(), namespace);
  }
}
