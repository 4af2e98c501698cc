package dev.shizuka.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.shizuka.api.AlertPrioritySpec.Suppression;
import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.backend.SilenceSync;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.Mark;
import dev.shizuka.testbed.AlertmanagerApi;
import dev.shizuka.testbed.DeclaredSilences;
import dev.shizuka.testbed.RealAlertmanager;
import dev.shizuka.testbed.Testbed;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is declared, compiled, planned and written silences in a real Alertmanager what the engine says it covers, alert for alert. */
class DifferentialIT {
  private static final long SEED = Long.getLong("seed", 20261121);

  @TempDir
  private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {RealAlertmanager.NEWEST, RealAlertmanager.OLDEST})
  void eachAlertIsSilencedByThePoliciesThatCoverItAndByNoOther(String binary) throws Exception {
    DifferentialWorld world = DifferentialWorld.of(SEED, Testbed.scale(300), Testbed.scale(400));
    try (RealAlertmanager server = RealAlertmanager.start(directory, binary, RealAlertmanager.PLAIN);
        DeclaredSilences ours = new DeclaredSilences("one", Duration.ofSeconds(10), server.url())) {
      ours.declare(world.catalog());
      int declared = ours.declared().size();
      await("all are written").atMost(Duration.ofSeconds(60))
          .until(() -> ours.last().filter(sync -> sync.owned() == declared).isPresent());
      SilenceSync written = ours.last().orElseThrow();
      assertThat(written.synced()).as(written.message()).isTrue();

      AlertmanagerApi api = new AlertmanagerApi(server.url());
      api.post(world.alerts(), Instant.now().plus(Duration.ofMinutes(10)));
      await("all alerts are taken").until(() -> api.silencedBy().size() == world.alerts().size());
      Map<String, Mark> marks = ours.marks(server.url());
      Map<String, Set<ResourceId>> silenced = new TreeMap<>();
      api.silencedBy().forEach((id, silences) -> silenced.put(id,
          silences.stream().map(marks::get).map(Mark::policy).collect(Collectors.toCollection(TreeSet::new))));

      assertThat(silenced).isEqualTo(expected(world, ours.compiled().policies()));
      assertThat(world.alerts()).filteredOn(alert -> isProtected(world.catalog(), alert)).isNotEmpty()
          .allMatch(alert -> silenced.getOrDefault(alert.get("id"), Set.of()).isEmpty());
      assertThat(silenced.values()).filteredOn(Set::isEmpty).hasSizeGreaterThan(20);
      assertThat(silenced.values()).filteredOn(policies -> policies.size() > 1).hasSizeGreaterThan(20);
    }
  }

  private static Map<String, Set<ResourceId>> expected(DifferentialWorld world, List<CompiledPolicy> policies) {
    assertThat(policies).hasSizeGreaterThan(world.catalog().policies().size() * 9 / 10);
    Instant now = Instant.now();
    Map<String, Set<ResourceId>> expected = new TreeMap<>();
    world.alerts().forEach(alert -> expected.put(alert.get("id"), policies.stream()
        .filter(policy -> policy.mode() == Mode.Enforce && policy.coversAt(alert, now)).map(CompiledPolicy::id)
        .collect(Collectors.toCollection(TreeSet::new))));
    return expected;
  }

  /** Written out from DESIGN, without any code of the engine; no approval is in force. */
  private static boolean isProtected(Catalog catalog, Map<String, String> alert) {
    String label = alert.getOrDefault("priority", "");
    return label.isEmpty()
        ? catalog.priorities().stream().filter(priority -> priority.spec().suppression() != Suppression.Allowed)
            .anyMatch(priority -> priority.spec().assign().stream()
                .anyMatch(set -> alert.entrySet().containsAll(set.entrySet())))
        : catalog.priorities().stream().noneMatch(priority -> priority.id().name().equals(label)
            && priority.spec().suppression() == Suppression.Allowed);
  }
}
