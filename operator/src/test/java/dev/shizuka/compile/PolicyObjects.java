package dev.shizuka.compile;

import dev.shizuka.api.AlertPrioritySpec;
import dev.shizuka.api.AlertPrioritySpec.Suppression;
import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.api.SuppressionPolicySpec;
import dev.shizuka.api.SuppressionPolicySpec.Match;
import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.Origin;
import dev.shizuka.catalog.Problem;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.catalog.Unreadable;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Good objects to start from. */
public final class PolicyObjects {
  public static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  public static final Instant FROM = NOW.minus(Duration.ofHours(1));
  public static final Instant UNTIL = NOW.plus(Duration.ofHours(1));
  public static final Instant EXPIRES = NOW.plus(Duration.ofDays(30));

  private PolicyObjects() {}

  @SafeVarargs
  public static Declared<AlertPrioritySpec> priority(String name, int rank, Suppression suppression,
      Map<String, String>... assign) {
    return declared(Kind.ALERT_PRIORITY, "", name,
        new AlertPrioritySpec(rank, "critical", List.of(assign), null, suppression));
  }

  /** Namespaced unless the namespace is empty; one match set. */
  public static Declared<SuppressionPolicySpec> policy(String namespace, String name, String... matchers) {
    return policy(namespace, name, List.of(List.of(matchers)));
  }

  public static Declared<SuppressionPolicySpec> policy(String namespace, String name, List<List<String>> sets) {
    return policy(namespace, name, new SuppressionPolicySpec(Mode.Enforce, "Nobody acts on it", "OPS-1", EXPIRES,
        sets.stream().map(Match::new).toList(), new SuppressionPolicySpec.Silence(FROM, UNTIL)));
  }

  public static Declared<SuppressionPolicySpec> policy(String namespace, String name, SuppressionPolicySpec spec) {
    return declared(namespace.isEmpty() ? Kind.CLUSTER_SUPPRESSION_POLICY : Kind.SUPPRESSION_POLICY, namespace, name,
        spec);
  }

  public static Declared<MonitoringBackendSpec> backend(MonitoringBackendSpec spec) {
    return declared(Kind.MONITORING_BACKEND, "", "main", spec);
  }

  public static <S> Declared<S> declared(Kind kind, String namespace, String name, S spec) {
    return new Declared<>(new ResourceId(kind, namespace, name), "uid-" + name, 1, spec, Origin.CLUSTER);
  }

  public static Unreadable unreadable(Kind kind, String namespace, String name) {
    return new Unreadable(Optional.of(new ResourceId(kind, namespace, name)), Origin.CLUSTER,
        new Problem("/spec", "Unreadable", "no such field"));
  }

  public static Catalog catalog(List<Declared<AlertPrioritySpec>> priorities,
      List<Declared<SuppressionPolicySpec>> policies, Unreadable... unreadable) {
    return new Catalog(List.of(), priorities, policies, List.of(), Map.of(), Arrays.asList(unreadable));
  }
}
