package dev.shizuka.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoWorldIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  @TempDir
  Path directory;

  @Test
  void prometheusScrapesTheWholeEstateAndAnAlertReachesThePager() throws Exception {
    URI prometheus;
    try (HttpClient client = HttpClient.newHttpClient();
        DemoWorld world = DemoWorld.start(directory, Path.of("../examples"), Clock.systemUTC())) {
      prometheus = world.prometheusUrl();
      await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> targets(client, world).stream()
          .filter(target -> target.path("health").asText().equals("up")).count() == 11);
      Files.writeString(world.rulesDirectory().resolve("test.yaml"), """
          groups:
          - {name: test, rules: [{alert: Ring, expr: 'up{instance="db-1"} == 1', annotations: {summary: it rings}}]}
          """);
      client.send(HttpRequest.newBuilder(world.prometheusUrl().resolve("/-/reload"))
          .POST(HttpRequest.BodyPublishers.noBody()).build(), HttpResponse.BodyHandlers.discarding());
      await().atMost(Duration.ofSeconds(30)).until(() -> world.pager().total() == 1);
      assertThat(world.pager().latest().getFirst().labels()).containsEntry("alertname", "Ring");
      assertThat(world.pager().latest().getFirst().summary()).isEqualTo("it rings");
      assertThat(world.catalogDirectory()).isDirectoryContaining("glob:**broken.yaml");
      assertThat(ours()).hasSize(2);
      assertThat(Files.readString(world.catalogDirectory().resolve("backend.yaml")))
          .contains(world.prometheusUrl().toString(), world.rulesDirectory().toString());
    }
    assertThat(ours()).isEmpty();
    assertThat(prometheus).satisfies(url -> org.assertj.core.api.Assertions
        .assertThatThrownBy(() -> new java.net.Socket("127.0.0.1", url.getPort()).close())
        .isInstanceOf(IOException.class));
  }

  private static List<JsonNode> targets(HttpClient client, DemoWorld world) throws Exception {
    String body = client.send(HttpRequest.newBuilder(world.prometheusUrl().resolve("/api/v1/targets")).build(),
        HttpResponse.BodyHandlers.ofString()).body();
    return StreamSupport.stream(JSON.readTree(body).path("data").path("activeTargets").spliterator(), false).toList();
  }

  /** Children that work in this test's folder; other tests have children of their own. */
  private List<ProcessHandle> ours() {
    return ProcessHandle.current().descendants()
        .filter(child -> child.info().commandLine().filter(line -> line.contains(directory.toString())).isPresent())
        .toList();
  }
}
