package dev.shizuka.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.shizuka.backend.Access;
import dev.shizuka.backend.Http;
import dev.shizuka.backend.alertmanager.AlertmanagerCluster;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.Mark;
import dev.shizuka.ledger.Sighting.Reason;
import dev.shizuka.ledger.Sighting.Suppression;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** By an Alertmanager that shows some silences. */
class SilenceOwnersTest {
  private static final Map<String, Mark> MARKS = Map.of("a", mark("b", "schedule-1-20261121T160000Z"), "b",
      mark("c", "silence-1"), "c", mark("a", "schedule-2-20261121T160000Z"), "d", mark("d", "later-1"), "e",
      mark("e", "inhibit-1"), "f", mark("f", "hold-1"),
      "g", mark("g", "flapping-1"), "theirs", new Mark("there", "main", mark("x", "").policy(), "", "hold-1"));
  private HttpServer server;
  private AlertmanagerCluster cluster;
  private SilenceOwners owners;

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/v2/silences", exchange -> answer(exchange, silences()));
    server.createContext("/api/v2/status", exchange -> answer(exchange,
        "{\"versionInfo\":{\"version\":\"0.31.1\"},\"uptime\":\"2026-11-21T00:00:00Z\",\"config\":{\"original\":\"\"}}"));
    server.start();
    cluster = new AlertmanagerCluster(List.of(new Http("Alertmanager main",
        URI.create("http://127.0.0.1:" + server.getAddress().getPort()), Access.OPEN, Duration.ofSeconds(5))));
    owners = new SilenceOwners(cluster, "here");
    owners.learn(Set.of("a", "b", "c", "d", "e", "f", "g", "theirs", "foreign"));
  }

  @AfterEach
  void stop() {
    cluster.close();
    server.stop(0);
  }

  @Test
  void theReasonIsTheFormInTheMarksKey() {
    assertThat(owners.ours(List.of("a"))).contains(because(Reason.SCHEDULE, "b"));
    assertThat(owners.ours(List.of("b", "foreign"))).contains(because(Reason.SILENCE, "c"));
    assertThat(owners.ours(List.of("foreign"))).isEmpty();
    assertThat(owners.ours(List.of("d"))).as("a form of a later version").contains(because(Reason.SILENCE, "d"));
  }

  @Test
  void ofSeveralTheReasonDecidesThenThePolicysName() {
    assertThat(owners.ours(List.of("a", "b", "c"))).contains(because(Reason.SILENCE, "c"));
    assertThat(owners.ours(List.of("a", "c"))).contains(because(Reason.SCHEDULE, "a"));
  }

  @Test
  void leasesSayTheirFormToo() {
    assertThat(owners.ours(List.of("g"))).contains(because(Reason.FLAPPING, "g"));
    assertThat(owners.ours(List.of("f", "g"))).contains(because(Reason.HOLD, "f"));
    assertThat(owners.ours(List.of("e", "f", "g"))).contains(because(Reason.INHIBITION, "e"));
    assertThat(owners.ours(List.of("a", "e", "f", "g"))).contains(because(Reason.SCHEDULE, "b"));
  }

  @Test
  void allPoliciesAreToldAndOfOthersTheAuthor() {
    assertThat(owners.policies(List.of("g", "a", "e", "theirs", "foreign"))).extracting(ResourceId::name)
        .containsExactly("b", "e", "g");
    assertThat(owners.external(List.of("foreign", "theirs")))
        .isEqualTo(new Suppression(Reason.EXTERNAL, Optional.empty(), "x"));
    assertThat(new Suppression(Reason.EXTERNAL, Optional.empty(), "𝒳".repeat(99)).author()).isEqualTo("𝒳".repeat(64));
  }

  private static Suppression because(Reason reason, String policy) {
    return new Suppression(reason, Optional.of(mark(policy, "").policy()));
  }

  private static Mark mark(String policy, String key) {
    return new Mark("here", "main", new ResourceId(Kind.SUPPRESSION_POLICY, "shop", policy), "", key);
  }

  private static String silences() {
    return MARKS.entrySet().stream().map(entry -> """
        {"id":"%s","updatedAt":"2026-11-21T12:00:00Z","startsAt":"2026-11-21T12:00:00Z","endsAt":"2026-11-21T13:00:00Z",
         "createdBy":"x","comment":"y","status":{"state":"active"},
         "matchers":[{"name":"__shizuka__","value":"%s","isRegex":false,"isEqual":false}]}
        """.formatted(entry.getKey(), entry.getValue().matcher().value())).collect(Collectors.joining(",", "[", "]"));
  }

  private static void answer(com.sun.net.httpserver.HttpExchange exchange, String body) throws java.io.IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
