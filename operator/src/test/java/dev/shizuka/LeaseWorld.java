package dev.shizuka;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shizuka.api.AlertPrioritySpec.Suppression;
import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.api.SuppressionPolicySpec;
import dev.shizuka.api.SuppressionPolicySpec.Flapping;
import dev.shizuka.api.SuppressionPolicySpec.Hold;
import dev.shizuka.api.SuppressionPolicySpec.Inhibit;
import dev.shizuka.api.SuppressionPolicySpec.Match;
import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.backend.Access;
import dev.shizuka.backend.SilenceSync;
import dev.shizuka.backend.alertmanager.ConfigurationFiles;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.compile.ApprovalSource;
import dev.shizuka.compile.PolicyObjects;
import dev.shizuka.engine.Engine;
import dev.shizuka.engine.EngineSettings;
import dev.shizuka.ledger.Ledger;
import dev.shizuka.ledger.Store;
import dev.shizuka.testbed.AlertmanagerApi;
import dev.shizuka.testbed.Pager;
import dev.shizuka.testbed.RealAlertmanager;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One Alertmanager that calls one person, and an engine that looks at it five times a second. */
final class LeaseWorld implements AutoCloseable {
  final Pager pager = new Pager();
  final AlertmanagerApi people;
  final Ledger ledger;
  Engine engine;
  boolean suspended;
  Suppression open = Suppression.Allowed;
  private final RealAlertmanager alertmanager;
  private final Store store;
  private final int maxSilences;

  LeaseWorld(Path directory, String binary, int maxSilences) throws Exception {
    this.maxSilences = maxSilences;
    alertmanager = RealAlertmanager.start(directory.resolve("alertmanager"), binary, pager.config("2s"));
    people = new AlertmanagerApi(alertmanager.url());
    store = Store.open(directory.resolve("store"));
    ledger = store.ledger(Duration.ofSeconds(1));
    restart();
  }

  /** A new engine on the same store. */
  void restart() {
    engine = new Engine(new EngineSettings((backend, spec) -> Access.OPEN, store.memory(), ledger, Optional.empty(),
        "one", Duration.ofMillis(200), Duration.ofMillis(800), Duration.ofSeconds(1), false, Optional.empty(),
        Clock.systemUTC(), () -> ApprovalSource.NONE, Duration.ofDays(400), maxSilences, ConfigurationFiles::of));
  }

  static Map<String, String> alert(String name, String id, Map<String, String> more) {
    Map<String, String> labels = new HashMap<>(more);
    labels.putAll(Map.of("alertname", name, "id", id, "namespace", "shop", "priority", "p4"));
    return labels;
  }

  static Hold hold(String duration) {
    return new Hold(duration);
  }

  static Declared<SuppressionPolicySpec> policy(String name, Record form, String... matchers) {
    return PolicyObjects.policy("shop", name,
        new SuppressionPolicySpec(Mode.Enforce, "Nobody acts on it", null, Instant.now().plus(Duration.ofDays(30)),
            List.of(new Match(List.of(matchers))), null, null, form instanceof Inhibit inhibit ? inhibit : null,
            form instanceof Hold hold ? hold : null, form instanceof Flapping flapping ? flapping : null, null));
  }

  static Declared<SuppressionPolicySpec> observing(Declared<SuppressionPolicySpec> policy) {
    SuppressionPolicySpec spec = policy.spec();
    return new Declared<>(policy.id(), policy.uid(), policy.generation(),
        new SuppressionPolicySpec(Mode.Observe, spec.reason(), spec.reference(), spec.expires(), spec.match(),
            spec.silence(), spec.schedule(), spec.inhibit(), spec.hold(), spec.flapping(), spec.acceptBroad()),
        policy.origin());
  }

  void declare(Declared<SuppressionPolicySpec> policy) {
    declare(List.of(policy));
  }

  void declare(List<Declared<SuppressionPolicySpec>> policies) {
    MonitoringBackendSpec backend = new MonitoringBackendSpec(null, List.of(), suspended, null,
        new MonitoringBackendSpec.Alertmanager(List.of(alertmanager.url().toString())), null, null);
    engine.declare(new Catalog(List.of(), List.of(PolicyObjects.priority("p4", 4, open)), policies,
        List.of(PolicyObjects.backend(backend)), Map.of(), List.of()));
  }

  /** Does something to Alertmanager and returns when a look has seen it. */
  void see(Runnable deed) {
    await().until(() -> engine.polls().containsKey("main"));
    deed.run();
    Instant done = Instant.now();
    await().until(() -> engine.polls().get("main").at().isAfter(done));
    awaitPollAfter(engine.polls().get("main").at());
  }

  private void awaitPollAfter(Instant at) {
    await().until(() -> engine.polls().get("main").at().isAfter(at));
  }

  SilenceSync sync() {
    awaitSync();
    return engine.results().silences().get("main");
  }

  /** Returns when a poll and then a sync have begun and ended after this moment. */
  void awaitSync() {
    Instant now = Instant.now();
    await().until(() -> engine.polls().containsKey("main") && engine.polls().get("main").at().isAfter(now));
    await().until(() -> Optional.ofNullable(engine.results().silences().get("main"))
        .filter(sync -> sync.at().isAfter(now)).isPresent());
  }

  /** Ids of the silences that stand. */
  List<String> standing() {
    return people.standing().stream().map((JsonNode silence) -> silence.path("id").asText()).sorted().toList();
  }

  @Override
  public void close() {
    engine.close();
    ledger.close();
    store.close();
    alertmanager.close();
    pager.close();
  }
}
