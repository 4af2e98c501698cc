package dev.shizuka.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shizuka.api.AlertPrioritySpec.Suppression;
import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.api.MonitoringBackendSpec.Alertmanager;
import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.compile.CompiledPolicies;
import dev.shizuka.compile.LastGoodPriorities;
import dev.shizuka.compile.PolicyCompiler;
import dev.shizuka.compile.PolicyObjects;
import dev.shizuka.compile.PolicyWorld;
import dev.shizuka.compile.Silence;
import dev.shizuka.compile.SilenceCompiler;
import dev.shizuka.testbed.RealAlertmanager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code parse} and {@code covers} say is what a real Alertmanager does, alert for alert. */
class MatcherSyntaxIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  /** Keeps the worlds on one server apart. */
  private static final String WORLD = "world";
  private static final List<String> TEXTS = List.of("priority=p1", " priority != p1 ", "priority=~p[1-3]",
      "priority!~\"p1|p2\"", "priority=\"\"", "priority=~\"\"", "priority!~\".+\"", "team=\"a\\nb\"", "team=~\"a.b\"",
      "team=~\"(?s)a.b\"", "team=~\"a\\\\.b\"", "team=été", "team=\"été\"", "team=~\"..é\"", "team=𝒳", "team=~\".\"",
      "priority=~\"(?i)P1\"", "priority=~\"^p1$\"", "priority=~\"\\\\bp1\\\\b\"", "priority=~\"p1\\\\|p2\"",
      "priority=p1|p2", "priority=~p1|p2", "priority=~\"(?m)p1$\"", "severity=~\"\\\\pL+\"", "severity=~(critical)?",
      "severity=~\"[[:alpha:]]{5,8}\"", "severity=~\"\\\\x{63}rit.*\"", "severity=~\"(?P<n>crit).*\"",
      "severity=~\"crit\\\\Qical\\\\E\"", "severity=~\"[^\\\\s]+\"", "severity=~\"(?U)cr.+\"", "team=~\"\\\\PL+\"",
      "missing=\"\"", "missing!=x", "missing=~.*", "_0=\"\"", "priority=*x", "priority=\"a,b\"", "priority=a;b",
      "priority=\"'`\"", "priority=(p1)", "priority=~(p1)", "priority=[p1]", "priority=$p1", "priority=p1:x/y");

  private static final List<String> FRAGMENTS = List.of("=", "!", "~", "\"", " ", "\t", "p", "1", "é", "𝒳", "\u00a0",
      "{", "}",
      "{2}", "{,2}", "{1,}", "(", ")", "(?:", "(?i)", "(?-s:", "(?P<n>", "[", "]", "[^", "-", "^", "$", ".", "*", "+",
      "?", "|", ",", ":", "'", "`", "#", "\\", "\\\\", "\\\\d", "\\\\pL", "\\\\x41", "\\\\Q", "\\\\E", "\\\\b", "\\\\z",
      "\\\\1", "\\\\Z", "\\\\C", "\\\\_", "\\\\/", "\\\\-", "\\\\é", "\\n", "[:alpha:]", "&&", "\\\\p{Greek}", "\\\\h",
      "\\\\v");

  @TempDir
  private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {RealAlertmanager.NEWEST, RealAlertmanager.OLDEST})
  void aMatcherIsReadAsAlertmanagerReadsIt(String binary) throws Exception {
    try (RealAlertmanager server = RealAlertmanager.start(folder, binary, RealAlertmanager.PLAIN)) {
      Set<Map<String, String>> alerts = alerts(LongStream.range(0, 10).mapToObj(PolicyWorld::of).toList(), 0);
      fire(server, alerts);
      for (String text : texts()) {
        Matcher matcher = MatcherSyntax.parse(text);
        Set<Map<String, String>> found = read(server, "?filter=" + URLEncoder.encode(text, StandardCharsets.UTF_8))
            .keySet();
        assertThat(found).as(text).containsExactlyInAnyOrderElementsOf(
            alerts.stream().filter(matcher::matches).toList());
      }
    }
  }

  /** The chosen ones, and of random ones those that we take. */
  private static List<String> texts() {
    List<String> texts = new ArrayList<>(TEXTS);
    Random random = new Random(7);
    while (texts.size() < 500) {
      StringBuilder text = new StringBuilder(random.nextBoolean() ? "team" : "priority =~\"");
      for (int count = random.nextInt(1, 10); count > 0; count--) {
        text.append(FRAGMENTS.get(random.nextInt(FRAGMENTS.size())));
      }
      text.append(random.nextBoolean() ? "\"" : "");
      try {
        MatcherSyntax.parse(text.toString());
        texts.add(text.toString());
      } catch (MatcherSyntaxException refused) {
        assertThat(refused).hasMessageMatching("(?s).{10,}");
      }
    }
    return texts;
  }

  @ParameterizedTest
  @ValueSource(strings = {RealAlertmanager.NEWEST, RealAlertmanager.OLDEST})
  void slyPoliciesSilenceExactlyWhatTheyCover(String binary) throws Exception {
    List<PolicyWorld> worlds = new ArrayList<>();
    worlds.add(new PolicyWorld(slyCatalog(),
        LongStream.range(0, 10).mapToObj(PolicyWorld::of).flatMap(world -> world.alerts().stream()).toList()));
    LongStream.range(100, 120).mapToObj(PolicyWorld::of).forEach(worlds::add);
    try (RealAlertmanager server = RealAlertmanager.start(folder, binary, RealAlertmanager.PLAIN)) {
      Map<Map<String, String>, Set<String>> expected = new HashMap<>();
      Map<String, String> policyOf = new HashMap<>();
      Set<Map<String, String>> all = new HashSet<>();
      for (int number = 0; number < worlds.size(); number++) {
        CompiledPolicies compiled = PolicyCompiler.compile(worlds.get(number).catalog(), LastGoodPriorities.NONE,
            PolicyObjects.NOW);
        silence(server, compiled, number, policyOf);
        for (Map<String, String> alert : alerts(List.of(worlds.get(number)), number)) {
          all.add(alert);
          expected.put(alert, new TreeSet<>(compiled.policies().stream()
              .filter(policy -> policy.mode() == Mode.Enforce && policy.covers(alert))
              .map(policy -> policy.id().name()).toList()));
        }
      }
      fire(server, all);
      Map<Map<String, String>, Set<String>> actual = new HashMap<>();
      read(server, "").forEach((alert, ids) -> actual.put(alert,
          new TreeSet<>(ids.stream().map(policyOf::get).toList())));
      assertThat(actual).isEqualTo(expected);
      assertThat(expected.values()).anyMatch(Set::isEmpty).anyMatch(policies -> policies.size() > 1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {RealAlertmanager.NEWEST, RealAlertmanager.OLDEST})
  void largeCountedRepetitionsAreRefusedForAlertmanagersReason(String binary) throws Exception {
    try (RealAlertmanager server = RealAlertmanager.start(folder, binary, RealAlertmanager.PLAIN)) {
      for (String regex : List.of("x{1001}", "(x{100}){100}", "((x{100}){10}){2}")) {
        HttpResponse<String> reply = CLIENT.send(silenceOn(server, regex), BodyHandlers.ofString());
        assertThat(reply.statusCode()).as(regex).isEqualTo(400);
        assertThat(reply.body()).contains("invalid repeat count");
        assertThatThrownBy(() -> MatcherSyntax.parse("team=~\"" + regex + "\""))
            .hasMessageContaining("invalid repeat count");
      }
      HttpResponse<String> taken = CLIENT.send(silenceOn(server, "x{1000}"), BodyHandlers.ofString());
      assertThat(taken.statusCode()).as(taken.body()).isEqualTo(200);
      assertThat(MatcherSyntax.parse("team=~\"x{1000}\"").matchesValue("x".repeat(1000))).isTrue();
    }
  }

  private static HttpRequest silenceOn(RealAlertmanager server, String regex) throws Exception {
    Instant now = Instant.now();
    String body = JSON.writeValueAsString(Map.of("matchers",
        List.of(json(new Matcher("alertname", Operation.EQUAL, "a")),
            Map.of("name", "team", "value", regex, "isRegex", true, "isEqual", true)),
        "startsAt", now.toString(), "endsAt", now.plus(Duration.ofHours(1)).toString(), "createdBy", "test", "comment",
        "test"));
    return HttpRequest.newBuilder(uri(server, "/api/v2/silences")).header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body)).build();
  }

  private static Catalog slyCatalog() {
    return PolicyObjects.catalog(
        List.of(PolicyObjects.priority("p1", 1, Suppression.Forbidden, Map.of("severity", "critical")),
            PolicyObjects.priority("p2", 2, Suppression.Approval, Map.of("severity", "warning", "team", "crit")),
            PolicyObjects.priority("p3", 3, Suppression.Allowed), PolicyObjects.priority("p4", 4, Suppression.Allowed)),
        List.of(PolicyObjects.policy("", "all", "alertname!=\"Nobody\""),
            PolicyObjects.policy("", "critical", "severity=~\"crit.*\""),
            PolicyObjects.policy("", "not-p4", "priority!=\"p4\""),
            PolicyObjects.policy("shop", "shop", "priority=~\"(?i)p.*|\"")));
  }

  /** Without empty labels, as Alertmanager keeps them. */
  private static Set<Map<String, String>> alerts(List<PolicyWorld> worlds, int number) {
    Set<Map<String, String>> alerts = new HashSet<>();
    worlds.forEach(world -> world.alerts().forEach(labels -> {
      Map<String, String> alert = new TreeMap<>(labels);
      alert.values().removeIf(String::isEmpty);
      alert.put(WORLD, "w" + number);
      alerts.add(alert);
    }));
    return alerts;
  }

  private static void silence(RealAlertmanager server, CompiledPolicies compiled, int world,
      Map<String, String> policyOf) throws Exception {
    MonitoringBackendSpec spec = new MonitoringBackendSpec(null, List.of(), null, null,
        new Alertmanager(List.of(server.url().toString())), null, null);
    Instant now = Instant.now();
    for (Silence silence : SilenceCompiler.compile(compiled, PolicyObjects.backend(spec), Catalog.EMPTY, "here",
        PolicyObjects.NOW)) {
      MatcherSet set = silence.matchers().and(new Matcher(WORLD, Operation.EQUAL, "w" + world));
      JsonNode reply = post(server, "/api/v2/silences", Map.of("matchers", set.matchers().stream().map(
          MatcherSyntaxIT::json).toList(), "startsAt", now.toString(), "endsAt",
          now.plus(Duration.ofHours(1)).toString(), "createdBy", silence.createdBy(), "comment", silence.comment()));
      policyOf.put(reply.get("silenceID").asText(), silence.mark().policy().name());
    }
  }

  private static Map<String, Object> json(Matcher matcher) {
    return Map.of("name", matcher.name(), "value", matcher.value(), "isRegex", matcher.operation().takesRegex(),
        "isEqual", matcher.operation() == Operation.EQUAL || matcher.operation() == Operation.REGEX);
  }

  private static void fire(RealAlertmanager server, Set<Map<String, String>> alerts) throws Exception {
    String end = Instant.now().plus(Duration.ofHours(1)).toString();
    post(server, "/api/v2/alerts", alerts.stream().map(labels -> Map.of("labels", labels, "endsAt", end)).toList());
    Awaitility.await().until(() -> read(server, "").size() == alerts.size());
  }

  /** The ids of the silences on each alert. */
  private static Map<Map<String, String>, Set<String>> read(RealAlertmanager server, String query) throws Exception {
    Map<Map<String, String>, Set<String>> silencedBy = new HashMap<>();
    for (JsonNode alert : send(server, HttpRequest.newBuilder(uri(server, "/api/v2/alerts" + query)).build())) {
      Map<String, String> labels = new TreeMap<>();
      alert.get("labels").properties().forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
      Set<String> ids = new TreeSet<>();
      alert.get("status").get("silencedBy").forEach(id -> ids.add(id.asText()));
      silencedBy.put(labels, ids);
    }
    return silencedBy;
  }

  private static JsonNode post(RealAlertmanager server, String path, Object body) throws Exception {
    return send(server, HttpRequest.newBuilder(uri(server, path)).header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))).build());
  }

  private static JsonNode send(RealAlertmanager server, HttpRequest request) throws Exception {
    HttpResponse<String> reply = CLIENT.send(request, BodyHandlers.ofString());
    assertThat(reply.statusCode()).as("%s %s: %s", server.url(), request.uri(), reply.body()).isEqualTo(200);
    return reply.body().isEmpty() ? JSON.nullNode() : JSON.readTree(reply.body());
  }

  private static URI uri(RealAlertmanager server, String path) {
    return server.url().resolve(path);
  }
}
