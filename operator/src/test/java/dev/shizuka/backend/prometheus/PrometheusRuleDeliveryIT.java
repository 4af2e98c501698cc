package dev.shizuka.backend.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.api.MonitoringBackendSpec.Delivery;
import dev.shizuka.api.MonitoringBackendSpec.PrometheusRule;
import dev.shizuka.backend.BackendException;
import dev.shizuka.backend.RuleSync;
import dev.shizuka.catalog.Problem;
import dev.shizuka.compile.CompiledRule;
import dev.shizuka.compile.RuleGroup;
import dev.shizuka.compile.RuleVerdict;
import dev.shizuka.testbed.MapMemory;
import dev.shizuka.testbed.RealPrometheus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The test plays prometheus-operator, kubelet and config-reloader: it brings the objects to the folder when it likes. The newest Prometheus
 * is in {@code PrometheusOperatorIT}.
 */
class PrometheusRuleDeliveryIT {
  private static final RuleGroup FIRST = Groups.group("first", Groups.alert("A", "vector(1) > 0"));
  private static final RuleGroup SECOND = Groups.group("second", Groups.alert("B", "vector(1) > 0"),
      Groups.recording("job:b", "vector(1)"));
  private static final RuleGroup EDITED = Groups.group("first", Groups.alert("A", "vector(2) > 0"));
  @TempDir
  private Path directory;
  private final MapMemory memory = new MapMemory();
  private final ObjectsInMemory objects = new ObjectsInMemory();
  private RealPrometheus prometheus;
  private LoopUnderTest loop;

  @BeforeEach
  void start() throws IOException {
    prometheus = RealPrometheus.start(directory, RealPrometheus.OLDEST, "");
    loop = loop("rules");
  }

  private LoopUnderTest loop(String name) {
    LoopUnderTest made = new LoopUnderTest(
        new Delivery(null, null, new PrometheusRule("monitoring", name, Map.of("release", "kube"))),
        List.of(prometheus.url()), memory, Optional.of(new RulePlaces(new NoConfigMaps(), objects)));
    made.start();
    return made;
  }

  private record NoConfigMaps() implements ConfigMaps {
    @Override
    public Optional<Map<String, String>> read(String namespace, String name) {
      throw new AssertionError("no ConfigMap is ours here");
    }

    @Override
    public void write(String namespace, String name, Map<String, String> data) {
      throw new AssertionError("no ConfigMap is ours here");
    }
  }

  @AfterEach
  void stop() {
    loop.close();
    prometheus.close();
  }

  private void bring(Map<String, String> files) throws Exception {
    try (DirectoryStream<Path> old = Files.newDirectoryStream(prometheus.rules())) {
      for (Path file : old) {
        Files.delete(file);
      }
    }
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(prometheus.rules().resolve(file.getKey()), file.getValue());
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      client.send(HttpRequest.newBuilder(URI.create(prometheus.url() + "/-/reload"))
          .POST(HttpRequest.BodyPublishers.noBody()).build(), HttpResponse.BodyHandlers.discarding());
    }
  }

  private void awaitSynced(RuleGroup... groups) throws Exception {
    loop.declare(groups);
    loop.await(result -> result.reason().equals("NotArrived"));
    bring(objects.files());
    loop.await(RuleSync::synced);
  }

  @Test
  void aGroupHasArrivedOnlyWhenItIsReadBack() throws Exception {
    loop.declare(FIRST, SECOND);
    RuleSync waiting = loop.await(result -> result.reason().equals("NotArrived"));
    assertThat(waiting.message()).contains("PrometheusRule monitoring/rules.shop.first");
    assertThat(waiting.loadedRules()).isZero();
    assertThat(memory.recallAll("rules/main")).isEmpty();
    assertThat(objects.byName).containsOnlyKeys("rules.shop.first", "rules.shop.second");
    assertThat(objects.byName.get("rules.shop.first").labels()).isEqualTo(Map.of("release", "kube"));
    bring(objects.files());
    assertThat(loop.await(RuleSync::synced).loadedRules()).isEqualTo(3);
    assertThat(memory.recallAll("rules/main")).containsOnlyKeys("shop/first", "shop/second");
    int writes = objects.writes.size();
    loop.await(RuleSync::synced);
    assertThat(objects.writes).hasSize(writes);
  }

  @Test
  void onlyTheObjectOfAnEditedGroupIsWrittenAndADeletedOneGoes() throws Exception {
    awaitSynced(FIRST, SECOND);
    objects.writes.clear();
    loop.declare(EDITED);
    RuleSync leaving = loop.await(result -> result.reason().equals("NotArrived"));
    assertThat(leaving.synced()).isFalse();
    assertThat(objects.writes).containsExactly("rules.shop.first", "-rules.shop.second");
    bring(objects.files());
    loop.await(RuleSync::synced);
    assertThat(memory.recallAll("rules/main")).containsOnlyKeys("shop/first");
  }

  @Test
  void whatSomebodyEditsOrDeletesIsPutBackAndCounted() throws Exception {
    awaitSynced(FIRST, SECOND);
    Map<String, PrometheusRules.Content> right = Map.copyOf(objects.byName);
    objects.byName.put("rules.shop.first", new PrometheusRules.Content(Map.of(), Map.of("groups", List.of())));
    objects.byName.remove("rules.shop.second");
    assertThat(loop.await(result -> result.driftCorrected() > 0).driftCorrected()).isEqualTo(2);
    assertThat(objects.byName).isEqualTo(right);
  }

  @Test
  void anObjectThatCannotBePlacedHoldsUpNoOther() throws Exception {
    awaitSynced(FIRST);
    CompiledRule[] large = IntStream.range(0, 12).mapToObj(index -> new CompiledRule(
        Groups.alert("L" + index, "up").id(), true, "L" + index, "vector(1) > 0", "", "", Map.of(),
        Map.of("summary", "x".repeat(50_000)))).toArray(CompiledRule[]::new);
    objects.refusing.put("rules.shop.third", new BackendException("ForeignPrometheusRule", true, "it is not ours"));
    loop.declare(Groups.group("first", large), SECOND, Groups.group("third", Groups.alert("C", "vector(1) > 0")));
    loop.await(result -> result.reason().equals("NotArrived"));
    bring(objects.files());
    RuleSync others = loop.await(RuleSync::synced);
    assertThat(others.loadedRules()).isEqualTo(3);
    assertThat(others.verdicts().getFirst().rules()).allMatch(rule -> !rule.accepted());
    assertThat(problems(others)).containsExactlyInAnyOrder("Overflow", "ForeignPrometheusRule");
    assertThat(objects.byName.get("rules.shop.first").spec()).isEqualTo(RuleObjects.spec(FIRST));
  }

  private static Set<String> problems(RuleSync sync) {
    return sync.verdicts().stream().flatMap(
        verdict -> Stream.concat(verdict.problems().stream(),
            verdict.rules().stream().flatMap(rule -> rule.problems().stream())))
        .map(Problem::reason).collect(Collectors.toSet());
  }

  @Test
  void aRefusedReloadPutsTheLastGoodContentBack() throws Exception {
    awaitSynced(FIRST);
    Map<String, PrometheusRules.Content> before = Map.copyOf(objects.byName);
    loop.declare(Groups.group("first", Groups.badTemplate("A")));
    loop.await(result -> result.reason().equals("NotArrived"));
    bring(objects.files());
    loop.await(result -> result.reason().equals("Refused"));
    assertThat(objects.byName).isEqualTo(before);
    bring(objects.files());
    assertThat(loop.await(result -> result.message().contains("loads again without them")).synced()).isFalse();
    awaitSynced(SECOND);
  }

  @Test
  void aGroupThatTheOperatorLeavesOutGetsItsLastGoodVersionBack() throws Exception {
    awaitSynced(FIRST, SECOND);
    loop.declare(EDITED, SECOND);
    loop.await(result -> result.reason().equals("NotArrived"));
    Map<String, String> withoutFirst = objects.files();
    withoutFirst.keySet().removeIf(name -> name.contains("first"));
    bring(withoutFirst);
    loop.await(result -> objects.byName.get("rules.shop.first").spec().equals(RuleObjects.spec(FIRST)));
    bring(objects.files());
    RuleSync running = loop.await(RuleSync::synced);
    assertThat(running.loadedRules()).isEqualTo(3);
    RuleVerdict told = running.verdicts().getFirst().rules().getFirst();
    assertThat(told.accepted()).isFalse();
    assertThat(told.lastGood()).isTrue();
    assertThat(told.problems()).singleElement().satisfies(problem -> {
      assertThat(problem.reason()).isEqualTo("OperatorRefused");
      assertThat(problem.message()).contains("Events");
    });
    awaitSynced(Groups.group("first", Groups.alert("A", "vector(3) > 0")), SECOND);
  }

  @Test
  void anEnforcedLabelIsToldByName() throws Exception {
    loop.declare(FIRST);
    loop.await(result -> result.reason().equals("NotArrived"));
    Map<String, String> enforced = objects.files();
    enforced.replaceAll((name, text) -> text.replace("\"labels\":{", "\"labels\":{\"tenant\":\"monitoring\","));
    bring(enforced);
    assertThat(loop.await(result -> result.reason().equals("LabelEnforced")).message())
        .contains("tenant=\"monitoring\"", "excludedFromEnforcement");
  }

  @Test
  void whilePrometheusIsDownOnlyConfirmedContentLiesReady() throws Exception {
    awaitSynced(FIRST);
    Map<String, PrometheusRules.Content> before = Map.copyOf(objects.byName);
    prometheus.close();
    loop.declare(EDITED, SECOND);
    loop.await(result -> result.reason().equals("Unreachable"));
    assertThat(objects.byName).isEqualTo(before);
  }

  @Test
  void underAnotherNameTheNewObjectsComeBeforeTheOldOnesGo() throws Exception {
    awaitSynced(FIRST, SECOND);
    loop.close();
    objects.writes.clear();
    loop = loop("other");
    loop.declare(FIRST, SECOND);
    loop.await(result -> result.reason().equals("NotArrived"));
    assertThat(objects.writes).containsExactlyElementsOf(
        Arrays.asList("other.shop.first", "other.shop.second", "-rules.shop.first", "-rules.shop.second"));
    bring(objects.files());
    loop.await(RuleSync::synced);
  }
}
