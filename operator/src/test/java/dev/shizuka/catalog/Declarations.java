package dev.shizuka.catalog;

import java.util.List;

/** YAML that tests declare, and the short way to read it. */
final class Declarations {
  static final String GROUP = """
      apiVersion: shizuka.dev/v1alpha1
      kind: AlertRuleGroup
      metadata: {name: checkout, namespace: shop}
      spec:
        service: checkout
        rules:
        - record: shop:errors:ratio5m
          expr: |
            sum(rate(errors[5m]))
        - alert: ErrorRatioHigh
          expr: shop:errors:ratio5m > 0.05
          for: 5m
          labels: {team: "shop"}
      """;
  static final String PRIORITY = """
      apiVersion: shizuka.dev/v1alpha1
      kind: AlertPriority
      metadata:
        name: p2
      spec:
        rank: 2
        assign:
        - {severity: critical, service_impact: "true"}
        suppression: Forbidden
      """;
  static final String POLICY = """
      apiVersion: shizuka.dev/v1alpha1
      kind: SuppressionPolicy
      metadata: {name: nightly-batch, namespace: shop}
      spec:
        mode: Enforce
        reason: The nightly batch drives CPU up
        expires: 2027-03-31T00:00:00Z
        match:
        - matchers:
          - alertname="HostHighCpu"
          - job=~"batch-.*"
        silence: {from: 2026-12-01T13:00:00Z, until: 2026-12-01T22:00:00+09:00}
      """;
  static final String BACKEND = """
      apiVersion: shizuka.dev/v1alpha1
      kind: MonitoringBackend
      metadata: {name: main}
      spec:
        namespaceSelector: {matchLabels: {team: shop}, matchExpressions: [{key: env, operator: In, values: [live]}]}
        prometheus:
          urls: [http://127.0.0.1:9090]
          delivery: {directory: {path: /tmp/rules}}
      """;
  static final String NAMESPACE = """
      apiVersion: v1
      kind: Namespace
      metadata: {name: shop, labels: {team: shop, env: live}}
      """;
  static final String ALL = String.join("---\n", GROUP, PRIORITY, POLICY, BACKEND, NAMESPACE);

  private Declarations() {}

  static Readings read(String yaml) {
    return ObjectReader.read(Documents.parse("a.yaml", yaml).complete());
  }

  static Catalog catalog(String yaml) {
    return CatalogBuilder.build(List.of(read(yaml)));
  }

  /** {@code LINE: [ID: ]PATH: REASON: MESSAGE} of everything that could not be read. */
  static List<String> told(Readings readings) {
    return readings.unreadable().stream().map(each -> each.origin().line(each.problem().path()) + ": "
        + each.id().map(id -> id + ": ").orElse("") + each.problem().path() + ": " + each.problem().reason() + ": "
        + each.problem().message()).toList();
  }
}
