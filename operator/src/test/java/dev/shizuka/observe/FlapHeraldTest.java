package dev.shizuka.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.backend.Access;
import dev.shizuka.backend.Http;
import dev.shizuka.backend.alertmanager.AlertmanagerCluster;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.CompiledPolicies;
import dev.shizuka.compile.Priorities;
import dev.shizuka.policy.CompiledPolicy;
import dev.shizuka.policy.Condition;
import dev.shizuka.policy.Timing;
import dev.shizuka.policy.lease.Flap;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** By two members, of which the second can be away. */
class FlapHeraldTest {
  private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
  private static final ResourceId ID = new ResourceId(Kind.CLUSTER_SUPPRESSION_POLICY, "", "flaps");
  private static final CompiledPolicies POLICIES = new CompiledPolicies(
      List.of(new CompiledPolicy(ID, "", Mode.Enforce, "", List.of(),
          new Timing.Leased(new Condition.Flapping(4, Duration.ofMinutes(30), Duration.ofHours(1)), Instant.MAX),
          "")),
      List.of(), new Priorities(Map.of()), false);

  private final List<JsonNode> first = Collections.synchronizedList(new ArrayList<>());
  private final List<JsonNode> second = Collections.synchronizedList(new ArrayList<>());
  private volatile boolean away;
  private HttpServer one;
  private HttpServer two;
  private AlertmanagerCluster cluster;
  private FlapHerald herald;

  @BeforeEach
  void start() throws IOException {
    one = member(first, false);
    two = member(second, true);
    cluster = new AlertmanagerCluster(List.of(http(one), http(two)));
    herald = new FlapHerald("main", cluster);
  }

  private static Http http(HttpServer server) {
    return new Http("Alertmanager main", URI.create("http://127.0.0.1:" + server.getAddress().getPort()), Access.OPEN,
        Duration.ofSeconds(5));
  }

  private HttpServer member(List<JsonNode> told, boolean canBeAway) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/v2/alerts", exchange -> {
      try (exchange) {
        JsonNode alerts = new ObjectMapper().readTree(exchange.getRequestBody());
        boolean refused = canBeAway && away;
        if (!refused) {
          alerts.forEach(told::add);
        }
        exchange.sendResponseHeaders(refused ? 503 : 200, -1);
      }
    });
    server.start();
    return server;
  }

  @AfterEach
  void stop() {
    cluster.close();
    one.stop(0);
    two.stop(0);
  }

  private void tell(Set<ResourceId> leasing, boolean renewing, int seconds, Flap... flaps) {
    herald.tell(new Kept(Map.of(), List.of(flaps), renewing), new PoliciesHere(POLICIES, leasing, Set.of()),
        START.plusSeconds(seconds));
  }

  private static Flap flap(int until) {
    return new Flap(ID, Map.of("alertname", "A", "instance", "a"), START, START.plusSeconds(until));
  }

  @Test
  void everyMemberIsToldOnceAtEachRenewalAndWhenItIsOver() {
    tell(Set.of(ID), true, 0, flap(300));
    tell(Set.of(ID), true, 10, flap(300));
    assertThat(first).hasSize(1);
    assertThat(second).isEqualTo(first);
    assertThat(first.getFirst().path("labels")).isEqualTo(new ObjectMapper()
        .valueToTree(Map.of("alertname", "ShizukaFlapping", "flapping_alertname", "A", "instance", "a")));
    assertThat(first.getFirst().path("startsAt").asText()).isEqualTo(START.toString());
    assertThat(first.getFirst().path("endsAt").asText()).isEqualTo(START.plusSeconds(300).toString());
    assertThat(first.getFirst().at("/annotations/description").asText()).contains("A", "4 times", "30m", "flaps",
        "1h");
    tell(Set.of(ID), true, 120, flap(420));
    assertThat(first).hasSize(2);
    tell(Set.of(ID), true, 130);
    tell(Set.of(ID), true, 140);
    assertThat(first).hasSize(3);
    assertThat(first.getLast().path("endsAt").asText()).isEqualTo(START.plusSeconds(130).toString());
  }

  @Test
  void whatAMemberDidNotTakeIsToldAgain() {
    away = true;
    tell(Set.of(ID), true, 0, flap(300));
    assertThat(first).as("the other one is told all the same").hasSize(1);
    away = false;
    tell(Set.of(ID), true, 10, flap(300));
    tell(Set.of(ID), true, 20, flap(300));
    assertThat(second).hasSize(1);
  }

  @Test
  void suspendedItEndsAndFrozenItRunsOut() {
    tell(Set.of(ID), true, 0, flap(300));
    tell(Set.of(ID), false, 10, flap(420));
    assertThat(first).hasSize(1);
    tell(Set.of(), true, 20, flap(420));
    assertThat(first).hasSize(2);
    assertThat(first.getLast().path("endsAt").asText()).isEqualTo(START.plusSeconds(20).toString());
  }
}
