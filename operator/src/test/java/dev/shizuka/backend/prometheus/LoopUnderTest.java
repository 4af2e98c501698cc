package dev.shizuka.backend.prometheus;

import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.backend.Access;
import dev.shizuka.backend.RuleSync;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.Memory;
import dev.shizuka.catalog.Origin;
import dev.shizuka.catalog.Problem;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.CompiledRule;
import dev.shizuka.compile.CompiledRules;
import dev.shizuka.compile.ExpressionVerdicts;
import dev.shizuka.compile.LastGoodRules;
import dev.shizuka.compile.RuleGroup;
import dev.shizuka.compile.RuleVerdict;
import dev.shizuka.compile.Verdict;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** A loop whose desired groups a test sets directly; a compile that checks nothing but expressions. */
final class LoopUnderTest implements AutoCloseable {
  private final List<RuleSync> results = new CopyOnWriteArrayList<>();
  private final RuleLoop loop;
  private volatile List<RuleGroup> groups = List.of();

  LoopUnderTest(MonitoringBackendSpec.Delivery delivery, List<URI> urls, Memory memory, Optional<RulePlaces> places) {
    MonitoringBackendSpec spec = new MonitoringBackendSpec(null, List.of(), null,
        new MonitoringBackendSpec.Prometheus(urls.stream().map(URI::toString).toList(), delivery), null, null, null);
    this.loop = new RuleLoop(
        new Declared<>(new ResourceId(Kind.MONITORING_BACKEND, "", "main"), "", 0, spec, Origin.CLUSTER),
        new RuleLoop.Settings(Access.OPEN, this::compile, memory, places, "test", Clock.systemUTC(),
            Duration.ofSeconds(1), results::add));
  }

  void start() {
    loop.start();
  }

  void declare(RuleGroup... desired) {
    groups = List.of(desired);
    loop.declare(new Catalog(List.of(), List.of(), List.of(), List.of(), Map.of(), List.of()));
  }

  /** Waits for a result from now on. */
  RuleSync await(Predicate<RuleSync> wanted) {
    int from = results.size();
    Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20)).failFast("loop is broken",
        () -> results.stream().anyMatch(result -> result.reason().equals("InternalError")))
        .until(() -> results.subList(from, results.size()).stream().anyMatch(wanted));
    return results.subList(from, results.size()).stream().filter(wanted).findFirst().orElseThrow();
  }

  /** Waits until these groups, and only these, run. */
  RuleSync awaitSynced(RuleGroup... desired) {
    declare(desired);
    int rules = List.of(desired).stream().mapToInt(group -> group.rules().size()).sum();
    return await(
        result -> result.synced() && result.loadedRules() == rules && result.verdicts().size() == desired.length);
  }

  int totalDrift() {
    return results.stream().mapToInt(RuleSync::driftCorrected).sum();
  }

  List<RuleSync> results() {
    return results;
  }

  private CompiledRules compile(Catalog catalog, Declared<MonitoringBackendSpec> backend, ExpressionVerdicts verdicts,
      LastGoodRules lastGood) {
    List<RuleGroup> desired = new ArrayList<>();
    List<Verdict> told = new ArrayList<>();
    Set<String> unchecked = new HashSet<>();
    for (RuleGroup group : groups) {
      List<CompiledRule> rules = new ArrayList<>();
      List<RuleVerdict> ruleVerdicts = new ArrayList<>();
      for (CompiledRule rule : group.rules()) {
        Optional<CompiledRule> before = lastGood.group(group.owner()).stream().flatMap(good -> good.rules().stream())
            .filter(good -> good.id().equals(rule.id())).findFirst();
        Optional<Problem> problem = switch (verdicts.of(rule.expr())) {
          case ExpressionVerdicts.Verdict.Good _ -> Optional.empty();
          case ExpressionVerdicts.Verdict.Bad(String words) -> Optional.of(new Problem("", "BadExpression", words));
          case ExpressionVerdicts.Verdict.Unknown _ -> Optional.of(new Problem("", "Unchecked", "not yet"));
        };
        problem.filter(found -> found.reason().equals("Unchecked")).ifPresent(found -> unchecked.add(rule.expr()));
        (problem.isEmpty() ? Optional.of(rule) : before).ifPresent(rules::add);
        ruleVerdicts.add(new RuleVerdict(ruleVerdicts.size(), rule.id(), rule.name(), problem.isEmpty(),
            problem.isPresent() && before.isPresent(), problem.stream().toList()));
      }
      desired.add(new RuleGroup(group.owner(), group.interval(), rules));
      told.add(new Verdict(group.owner(), 1, Origin.CLUSTER, true, List.of(), ruleVerdicts));
    }
    return new CompiledRules(desired, told, unchecked);
  }

  @Override
  public void close() {
    loop.close();
  }
}
