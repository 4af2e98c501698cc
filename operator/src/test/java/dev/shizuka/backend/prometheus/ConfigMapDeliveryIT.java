package dev.shizuka.backend.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.backend.BackendException;
import dev.shizuka.backend.RuleSync;
import dev.shizuka.compile.CompiledRule;
import dev.shizuka.compile.RuleGroup;
import dev.shizuka.testbed.MapMemory;
import dev.shizuka.testbed.RealPrometheus;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** The test plays the kubelet: it brings the maps to the folder when it likes. */
@ParameterizedClass
@ValueSource(strings = {RealPrometheus.NEWEST, RealPrometheus.OLDEST})
class ConfigMapDeliveryIT {
  private static final RuleGroup FIRST = Groups.group("first", Groups.alert("A", "vector(1) > 0"));
  private static final RuleGroup SECOND = Groups.group("second", Groups.alert("B", "vector(1) > 0"));
  @Parameter
  private String binary;
  @TempDir
  private Path directory;
  private final MapMemory memory = new MapMemory();
  private final Maps maps = new Maps();
  private RealPrometheus prometheus;
  private LoopUnderTest loop;

  private static final class Maps implements ConfigMaps {
    private final Map<String, Map<String, String>> byName = new ConcurrentHashMap<>();
    private final AtomicInteger writes = new AtomicInteger();

    @Override
    public Optional<Map<String, String>> read(String namespace, String name) {
      return Optional.ofNullable(byName.get(namespace + "/" + name));
    }

    @Override
    public void write(String namespace, String name, Map<String, String> data) throws BackendException {
      writes.incrementAndGet();
      byName.put(namespace + "/" + name, Map.copyOf(data));
    }
  }

  @BeforeEach
  void start() throws IOException {
    prometheus = RealPrometheus.start(directory, binary, "");
    loop = loop();
  }

  private LoopUnderTest loop() {
    LoopUnderTest made = new LoopUnderTest(
        new MonitoringBackendSpec.Delivery(null, new MonitoringBackendSpec.ConfigMap("monitoring", "rules", 2)),
        List.of(prometheus.url()), memory,
        Optional.of(new RulePlaces(maps, new ObjectsInMemory())));
    made.start();
    return made;
  }

  @AfterEach
  void stop() {
    loop.close();
    prometheus.close();
  }

  private void kubelet() throws IOException {
    try (DirectoryStream<Path> old = Files.newDirectoryStream(prometheus.rules())) {
      for (Path file : old) {
        Files.delete(file);
      }
    }
    for (Map<String, String> data : maps.byName.values()) {
      for (Map.Entry<String, String> file : data.entrySet()) {
        Files.writeString(prometheus.rules().resolve(file.getKey()), file.getValue());
      }
    }
  }

  @Test
  void contentHasArrivedOnlyWhenItsDigestIsReadBack() throws Exception {
    loop.declare(FIRST, SECOND);
    RuleSync waiting = loop.await(result -> result.reason().equals("NotArrived"));
    assertThat(waiting.synced()).isFalse();
    assertThat(waiting.loadedRules()).isZero();
    assertThat(memory.recallAll("rules/main")).isEmpty();
    assertThat(maps.byName).containsOnlyKeys("monitoring/rules-0", "monitoring/rules-1");
    kubelet();
    assertThat(loop.await(RuleSync::synced).loadedRules()).isEqualTo(2);
    assertThat(memory.recallAll("rules/main")).containsOnlyKeys("shop/first", "shop/second");
    int writes = maps.writes.get();
    loop.await(RuleSync::synced);
    assertThat(maps.writes.get()).isEqualTo(writes);
    loop.declare(SECOND);
    loop.await(result -> result.reason().equals("NotArrived"));
    kubelet();
    loop.await(RuleSync::synced);
    assertThat(memory.recallAll("rules/main")).containsOnlyKeys("shop/second");
  }

  @Test
  void aNewerEditIsWrittenWhileAnOlderOneIsOnItsWay() {
    loop.declare(FIRST);
    loop.await(result -> result.reason().equals("NotArrived"));
    loop.declare(FIRST, SECOND);
    loop.await(result -> result.desiredRules() == 2);
    assertThat(maps.byName.values()).anySatisfy(data -> assertThat(data).containsKey(RuleFile.name(SECOND)));
  }

  @Test
  void whatSomebodyEditsIsPutBackAndCounted() throws Exception {
    loop.declare(FIRST);
    loop.await(result -> result.reason().equals("NotArrived"));
    kubelet();
    loop.await(RuleSync::synced);
    Map<String, Map<String, String>> right = Map.copyOf(maps.byName);
    maps.byName.put("monitoring/rules-0", Map.of("x", "y"));
    assertThat(loop.await(result -> result.driftCorrected() > 0).driftCorrected()).isEqualTo(1);
    assertThat(maps.byName).isEqualTo(right);
    loop.await(RuleSync::synced);
    assertThat(loop.totalDrift()).isEqualTo(1);
  }

  @Test
  void aMapThatWouldOverflowKeepsItsOldContentAndNothingIsDropped() throws Exception {
    loop.declare(FIRST);
    loop.await(result -> result.reason().equals("NotArrived"));
    kubelet();
    loop.await(RuleSync::synced);
    Map<String, Map<String, String>> before = Map.copyOf(maps.byName);
    CompiledRule[] large = new CompiledRule[12];
    for (int index = 0; index < large.length; index++) {
      large[index] = new CompiledRule(Groups.alert("L" + index, "up").id(), true, "L" + index, "vector(1) > 0", "", "",
          Map.of(), Map.of("summary", "x".repeat(100_000)));
    }
    RuleGroup grown = Groups.group("first", large);
    loop.declare(grown);
    RuleSync overflow = loop.await(result -> result.reason().equals("Overflow"));
    assertThat(overflow.message()).contains("ConfigMap monitoring/rules-", "shards");
    assertThat(maps.byName).isEqualTo(before);
    loop.declare(FIRST);
    loop.await(RuleSync::synced);
  }

  @Test
  void aRefusedReloadPutsTheLastGoodContentBack() throws Exception {
    loop.declare(FIRST);
    loop.await(result -> result.reason().equals("NotArrived"));
    kubelet();
    loop.await(RuleSync::synced);
    Map<String, Map<String, String>> before = Map.copyOf(maps.byName);
    loop.declare(Groups.group("first", Groups.badTemplate("A")));
    loop.await(result -> result.reason().equals("NotArrived"));
    kubelet();
    loop.await(result -> result.reason().equals("Refused"));
    assertThat(maps.byName).isEqualTo(before);
    kubelet();
    assertThat(loop.await(result -> result.message().contains("loads again without them")).synced()).isFalse();
    loop.declare(SECOND);
    loop.await(result -> result.reason().equals("NotArrived"));
    kubelet();
    assertThat(loop.await(RuleSync::synced).loadedRules()).isEqualTo(1);
  }

  @Test
  void whilePrometheusIsDownOnlyConfirmedContentLiesReady() throws Exception {
    loop.declare(FIRST);
    loop.await(result -> result.reason().equals("NotArrived"));
    kubelet();
    loop.await(RuleSync::synced);
    Map<String, Map<String, String>> before = Map.copyOf(maps.byName);
    loop.close();
    prometheus.close();
    maps.byName.put("monitoring/rules-1", Map.of("shizuka_shop_left.yaml", "groups: [{"));
    loop = loop();
    loop.declare(FIRST, SECOND);
    loop.await(result -> result.reason().equals("Unreachable"));
    assertThat(maps.byName).isEqualTo(before);
  }
}
