package dev.shizuka.backend.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.backend.Access;
import dev.shizuka.backend.Http;
import dev.shizuka.backend.RuleSync;
import dev.shizuka.compile.RuleGroup;
import dev.shizuka.testbed.MapMemory;
import dev.shizuka.testbed.RealPrometheus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {RealPrometheus.NEWEST, RealPrometheus.OLDEST})
class DirectoryDeliveryIT {
  private static final RuleGroup FIRST = Groups.group("first", Groups.recording("one", "vector(1)"),
      Groups.alert("Firing", "sum(vector(1)) by (job) > 0"));
  private static final RuleGroup SECOND = Groups.group("second", Groups.alertFor("Pending", "vector(1) > 0", "1h"));
  private static final String BROKEN = "groups: [{name: x, rules: [{alert: X, expr: 'sum('}]}]\n";
  @Parameter
  private String binary;
  @TempDir
  private Path directory;
  private final MapMemory memory = new MapMemory();
  private RealPrometheus prometheus;
  private LoopUnderTest loop;

  @BeforeEach
  void start() throws IOException {
    prometheus = RealPrometheus.start(directory, binary, "");
    loop = loop();
    loop.start();
  }

  @AfterEach
  void stop() {
    loop.close();
    prometheus.close();
  }

  private LoopUnderTest loop(URI... more) {
    List<URI> urls = new ArrayList<>(List.of(prometheus.url()));
    urls.addAll(List.of(more));
    return new LoopUnderTest(
        new MonitoringBackendSpec.Delivery(new MonitoringBackendSpec.Directory(prometheus.rules().toString()), null),
        urls, memory, Optional.empty());
  }

  private Path file(RuleGroup group) {
    return prometheus.rules().resolve(RuleFile.name(group));
  }

  private String rules() throws Exception {
    return HttpClient.newHttpClient().send(HttpRequest.newBuilder(prometheus.url().resolve("/api/v1/rules")).build(),
        HttpResponse.BodyHandlers.ofString()).body();
  }

  @Test
  void goodRulesLoadAndTheirHealthIsReadBack() {
    loop.declare(FIRST, SECOND);
    RuleSync evaluated = loop.await(result -> result.synced() && result.loaded().values().stream().flatMap(List::stream)
        .allMatch(rule -> rule.health().equals("ok") && rule.onAllReplicas())
        && result.loaded().getOrDefault(FIRST.owner(), List.of()).stream().anyMatch(rule -> rule.firing() == 1));
    assertThat(evaluated.loadedRules()).isEqualTo(3);
    assertThat(evaluated.desiredRules()).isEqualTo(3);
    assertThat(evaluated.driftCorrected()).isZero();
    assertThat(evaluated.replicas()).singleElement()
        .satisfies(replica -> assertThat(replica.version()).startsWith(binary.contains("2.42") ? "2.42" : "3."));
    assertThat(memory.recallAll("rules/main")).containsOnlyKeys("shop/first", "shop/second");
  }

  @Test
  void aBadExpressionStaysOutAloneWithTheBackendsOwnWords() {
    loop.declare(Groups.group("first", Groups.alert("Good", "vector(1) > 0"), Groups.alert("Bad", "sum(up")));
    RuleSync result = loop.await(sync -> sync.synced() && sync.loadedRules() == 1);
    assertThat(result.rejectedRules()).isEqualTo(1);
    assertThat(result.verdicts().getFirst().rules().get(1).problems()).singleElement()
        .satisfies(problem -> assertThat(problem.message()).startsWith("1:").contains("unclosed left parenthesis"));
  }

  @Test
  void anUnchangedGroupKeepsItsBytesAndItsPendingStateWhileOthersChange() throws Exception {
    loop.awaitSynced(FIRST, SECOND);
    await().until(() -> rules().contains("\"alertname\":\"Pending\""));
    FileTime written = Files.getLastModifiedTime(file(SECOND));
    String activeAt = activeAtOfPending();
    RuleGroup edited = Groups.group("first", Groups.recording("one", "vector(2)"));
    loop.awaitSynced(edited, SECOND);
    RuleGroup third = Groups.group("third", Groups.alert("Other", "vector(0) > 1"));
    loop.awaitSynced(SECOND, third);
    assertThat(Files.exists(file(FIRST))).isFalse();
    assertThat(Files.getLastModifiedTime(file(SECOND))).isEqualTo(written);
    await().untilAsserted(() -> assertThat(activeAtOfPending()).isEqualTo(activeAt));
    assertThat(memory.recallAll("rules/main")).containsOnlyKeys("shop/second", "shop/third");
  }

  private String activeAtOfPending() throws Exception {
    return rules().replaceAll("(?s).*\"alertname\":\"Pending\".*?\"activeAt\":\"([^\"]+)\".*", "$1");
  }

  @Test
  void aSecondSyncWritesNothing() throws Exception {
    loop.awaitSynced(FIRST);
    FileTime file = Files.getLastModifiedTime(file(FIRST));
    FileTime folder = Files.getLastModifiedTime(prometheus.rules());
    loop.await(RuleSync::synced);
    loop.await(RuleSync::synced);
    assertThat(Files.getLastModifiedTime(file(FIRST))).isEqualTo(file);
    assertThat(Files.getLastModifiedTime(prometheus.rules())).isEqualTo(folder);
    assertThat(Files.readString(prometheus.rules().resolveSibling("prometheus.log")).split("(?i)completed loading"))
        .hasSizeLessThanOrEqualTo(3);
  }

  @Test
  void whatSomebodyEditsIsPutBackAndCounted() throws Exception {
    loop.awaitSynced(FIRST, SECOND);
    String ours = Files.readString(file(FIRST));
    Files.writeString(file(FIRST), BROKEN);
    RuleSync corrected = loop.await(result -> result.driftCorrected() > 0);
    assertThat(corrected.driftCorrected()).isEqualTo(1);
    assertThat(corrected.synced()).isTrue();
    assertThat(file(FIRST)).hasContent(ours);
    Files.delete(file(SECOND));
    loop.await(result -> result.driftCorrected() > 0 && result.synced());
    assertThat(file(SECOND)).exists();
    assertThat(loop.totalDrift()).isEqualTo(2);
  }

  @Test
  void somebodyElsesFileIsNeverTouched() throws Exception {
    Files.writeString(file(FIRST), "groups: []\n");
    Files.writeString(prometheus.rules().resolve("theirs.yaml"), "groups: []\n");
    loop.declare(FIRST, SECOND);
    RuleSync result = loop.await(sync -> sync.loadedRules() == 1);
    assertThat(result.verdicts().getFirst().problems()).singleElement()
        .satisfies(problem -> assertThat(problem.reason()).isEqualTo("ForeignFile"));
    assertThat(file(FIRST)).hasContent("groups: []");
    assertThat(prometheus.rules().resolve("theirs.yaml")).exists();
  }

  @Test
  void somebodyElsesBrokenFileIsNotBlamedOnUsAndCostsNothing() throws Exception {
    loop.awaitSynced(FIRST, SECOND);
    String ours = Files.readString(file(FIRST));
    Path theirs = prometheus.rules().resolve("theirs.yaml");
    Files.writeString(theirs, BROKEN);
    RuleGroup edited = Groups.group("first", Groups.recording("one", "vector(2)"));
    loop.declare(edited, SECOND);
    RuleSync foreign = loop.await(result -> result.reason().equals("ForeignConfiguration"));
    assertThat(foreign.synced()).isFalse();
    assertThat(foreign.verdicts()).allSatisfy(verdict -> assertThat(verdict.rules())
        .allSatisfy(rule -> assertThat(rule.accepted()).isTrue()));
    assertThat(foreign.loadedRules()).isEqualTo(1);
    assertThat(rules()).contains("\"Firing\"", "\"Pending\"");
    assertThat(file(FIRST)).hasContent(ours);
    Files.delete(theirs);
    assertThat(loop.await(RuleSync::synced).loadedRules()).isEqualTo(2);
    assertThat(rules()).contains("vector(2)");
  }

  @Test
  void whatTheBackendRefusesIsFoundByHalvesAndTheRestLoads() throws Exception {
    RuleGroup before = Groups.group("first", Groups.alert("A", "vector(1) > 0"), Groups.alert("B", "vector(1) > 0"));
    loop.awaitSynced(before);
    RuleGroup after = Groups.group("first", Groups.alert("A", "vector(2) > 0"), Groups.badTemplate("B"),
        Groups.badTemplate("C"), Groups.alert("D", "vector(4) > 0"));
    loop.declare(after, SECOND);
    RuleSync result = loop.await(sync -> sync.synced() && sync.verdicts().size() == 2);
    assertThat(result.verdicts().getFirst().rules()).extracting(rule -> rule.name() + rule.accepted() + rule.lastGood())
        .containsExactly("Atruefalse", "Bfalsetrue", "Cfalsefalse", "Dtruefalse");
    assertThat(result.verdicts().getFirst().rules().get(1).problems()).singleElement()
        .satisfies(problem -> assertThat(problem.reason()).isEqualTo("BackendRefused"));
    assertThat(result.rejectedRules()).isEqualTo(2);
    assertThat(result.loadedRules()).isEqualTo(4);
    assertThat(rules()).contains("vector(2)", "vector(4)", "\"Pending\"", "\"B\"").doesNotContain("\"C\"");
    FileTime written = Files.getLastModifiedTime(file(after));
    RuleSync next = loop.await(RuleSync::synced);
    assertThat(next.rejectedRules()).isEqualTo(2);
    assertThat(Files.getLastModifiedTime(file(after))).isEqualTo(written);
    loop.awaitSynced(Groups.group("first", Groups.alert("A", "vector(2) > 0"), Groups.alert("B", "vector(5) > 0")));
    assertThat(rules()).contains("vector(5)");
  }

  @Test
  void confirmedContentReplacesABadLeftoverWhilePrometheusIsDown() throws Exception {
    loop.awaitSynced(FIRST, SECOND);
    String ours = Files.readString(file(FIRST));
    loop.close();
    prometheus.close();
    String mark = RuleFile.mark("test", "main");
    Files.writeString(file(FIRST), mark + BROKEN);
    Files.writeString(prometheus.rules().resolve("shizuka_shop_left.yaml"), mark + BROKEN);
    Files.writeString(prometheus.rules().resolve("shizuka_shop_theirs.yaml"), "groups: []\n");
    loop = loop();
    loop.declare(Groups.group("first", Groups.alert("New", "vector(9) > 0")), SECOND);
    loop.start();
    RuleSync away = loop.await(result -> result.reason().equals("Unreachable"));
    assertThat(away.message()).contains("Prometheus main at " + prometheus.url());
    assertThat(away.replicas()).singleElement().satisfies(replica -> assertThat(replica.reachable()).isFalse());
    assertThat(file(FIRST)).hasContent(ours);
    assertThat(prometheus.rules().resolve("shizuka_shop_left.yaml")).doesNotExist();
    assertThat(prometheus.rules().resolve("shizuka_shop_theirs.yaml")).exists();
    prometheus.restart();
    loop.await(RuleSync::synced);
    assertThat(rules()).contains("\"New\"", "\"Pending\"");
  }

  @Test
  void withoutAMemoryNothingIsTouchedUntilPrometheusAnswers() throws Exception {
    loop.close();
    prometheus.close();
    String left = RuleFile.render(RuleFile.mark("test", "main"), FIRST);
    Files.writeString(file(FIRST), left);
    loop = loop();
    loop.declare();
    loop.start();
    loop.await(result -> result.reason().equals("Unreachable"));
    assertThat(file(FIRST)).hasContent(left);
    prometheus.restart();
    loop.await(RuleSync::synced);
    assertThat(file(FIRST)).doesNotExist();
  }

  @Test
  void aReplicaThatIsAwayIsNamedAndTheOthersGoOn() throws Exception {
    loop.close();
    try (RealPrometheus other = RealPrometheus.start(directory.resolve("other"), binary, "")) {
      Files.delete(other.rules());
      Files.createSymbolicLink(other.rules(), prometheus.rules());
      loop = loop(other.url());
      loop.start();
      assertThat(loop.awaitSynced(FIRST).replicas()).hasSize(2);
      other.kill();
      loop.declare(SECOND);
      RuleSync half = loop.await(result -> result.reason().equals("Unreachable") && result.verdicts().getFirst().id()
          .equals(SECOND.owner()));
      assertThat(half.message()).contains(other.url().toString());
      assertThat(half.loaded().get(SECOND.owner())).allSatisfy(rule -> assertThat(rule.onAllReplicas()).isFalse());
      assertThat(rules()).contains("\"Pending\"").doesNotContain("\"Firing\"");
      other.restart();
      assertThat(loop.await(RuleSync::synced).loadedRules()).isEqualTo(1);
    }
  }

  @Test
  void aFolderThatPrometheusDoesNotReadIsToldSo() throws Exception {
    Path folder = directory.resolve("elsewhere");
    ReadBack.Expected expected = new ReadBack.Expected(new TreeMap<>(Map.of(RuleFile.name(FIRST), FIRST)), Set.of(),
        folder.toString());
    try (PrometheusClient client = new PrometheusClient(
        new Http("Prometheus main", prometheus.url(), Access.OPEN, Duration.ofSeconds(10)))) {
      Delivery.Round round = new Delivery.Round(List.of(FIRST), new Replicas(List.of(client)), () -> false);
      Outcome outcome = new Arrival(round, new Expressions(), folder, Duration.ofMillis(500)).await(expected);
      assertThat(outcome.reason()).isEqualTo("NotLoaded");
      assertThat(outcome.message()).startsWith("Prometheus main was reloaded").contains("rule_files",
          folder + "/*.yaml");
    }
  }
}
