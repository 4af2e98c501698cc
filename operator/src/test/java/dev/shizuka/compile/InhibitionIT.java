package dev.shizuka.compile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shizuka.policy.CompiledPolicy;
import dev.shizuka.policy.Matcher;
import dev.shizuka.policy.Operation;
import dev.shizuka.policy.lease.Instance;
import dev.shizuka.policy.lease.Lease;
import dev.shizuka.policy.lease.LeaseState;
import dev.shizuka.policy.lease.Leases;
import dev.shizuka.policy.lease.Look;
import dev.shizuka.testbed.AlertmanagerApi;
import dev.shizuka.testbed.Launcher;
import dev.shizuka.testbed.RealAlertmanager;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An inhibition gives the same result by Alertmanager's own rules, by leases, and by what the reference says of it, alert for alert. */
class InhibitionIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final InhibitionWorld world = InhibitionWorld.of(LongStream.range(0, 80).toArray());
  private final CompiledPolicies compiled = world.compiled();
  @TempDir
  private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {RealAlertmanager.NEWEST, RealAlertmanager.OLDEST})
  void alertmanagersOwnRulesInhibitWhatThePolicySays(String binary) throws Exception {
    Map<String, Boolean> expected = expected();
    assertThat(expected.values()).filteredOn(inhibited -> inhibited).hasSizeBetween(60, 700);
    String configuration = CompletedConfiguration.of(RealAlertmanager.PLAIN, InhibitRules.compile(compiled,
        InhibitionWorld.backend(), world.catalog(), PolicyObjects.NOW), "one").text();
    try (RealAlertmanager server = RealAlertmanager.start(directory, binary, configuration)) {
      fire(new AlertmanagerApi(server.url()));
      Awaitility.await().atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertThat(quiet(server, "inhibitedBy")).isEqualTo(expected));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {RealAlertmanager.NEWEST, RealAlertmanager.OLDEST})
  void leasesSilenceTheSame(String binary) throws Exception {
    List<CompiledPolicy> policies = compiled.policies();
    List<Instance> instances = world.alerts().stream()
        .map(labels -> new Instance(labels.get("id"), labels, PolicyObjects.NOW.minusSeconds(60))).toList();
    List<Lease> leases = Leases.step(LeaseState.START, new Look(PolicyObjects.NOW, instances, true), policies,
        (fingerprint, labels) -> policies.stream().filter(policy -> policy.covers(labels)).toList()).leases();
    try (RealAlertmanager server = RealAlertmanager.start(directory, binary, RealAlertmanager.PLAIN)) {
      AlertmanagerApi api = new AlertmanagerApi(server.url());
      fire(api);
      leases.forEach(lease -> api.save(silence(lease)));
      Awaitility.await().atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertThat(quiet(server, "silencedBy")).isEqualTo(expected()));
    }
  }

  private Map<String, Boolean> expected() {
    Map<String, Boolean> expected = new TreeMap<>();
    world.alerts().forEach(alert -> expected.put(alert.get("id"), world.inhibited(alert, compiled)));
    return expected;
  }

  private void fire(AlertmanagerApi api) {
    api.post(world.alerts(), Instant.now().plus(Duration.ofMinutes(10)));
  }

  private static Map<String, Boolean> quiet(RealAlertmanager server, String by) throws Exception {
    Map<String, Boolean> quiet = new TreeMap<>();
    JSON.readTree(Launcher.fetch(URI.create(server.url() + "/api/v2/alerts"))).forEach(alert -> quiet
        .put(alert.at("/labels/id").asText(), !alert.at("/status/" + by).isEmpty()));
    return quiet;
  }

  private static JsonNode silence(Lease lease) {
    Instant now = Instant.now();
    return JSON.valueToTree(Map.of("matchers", lease.matchers().matchers().stream().map(InhibitionIT::json).toList(),
        "startsAt", now.toString(), "endsAt", now.plus(Duration.ofMinutes(5)).toString(), "createdBy", "test",
        "comment", "test"));
  }

  private static Map<String, Object> json(Matcher matcher) {
    return Map.of("name", matcher.name(), "value", matcher.value(), "isRegex", matcher.operation().takesRegex(),
        "isEqual", matcher.operation() == Operation.EQUAL || matcher.operation() == Operation.REGEX);
  }
}
