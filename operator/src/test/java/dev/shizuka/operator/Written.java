package dev.shizuka.operator;

import static dev.shizuka.testbed.People.ALICE;

/** Objects as people write them, for the admission policies to judge. */
final class Written {
  private Written() {}

  private record Text(String kind, String scope, String name, String author) {
    String with(String spec) {
      String annotations = author == null ? "" : ", annotations: {shizuka.dev/author: \"" + author + "\"}";
      return "apiVersion: shizuka.dev/v1alpha1\nkind: " + kind + "\nmetadata: {name: " + name + scope + annotations
          + "}\nspec: {" + spec + "}\n";
    }
  }

  private static String spec(String reason, String expires, String matcher) {
    return (reason.isEmpty() ? "reason: r" : "reason: '" + reason + "'") + ", expires: " + expires
        + ", match: [{matchers: ['alertname=A', '" + matcher + "']}]";
  }

  static String policy(String name, String author, String reason) {
    return new Text("SuppressionPolicy", ", namespace: shop", name, author).with(spec(reason, AdmissionIT.SOON, "a=b")
        + ", hold: {for: 10m}");
  }

  static String matching(String name, String matcher) {
    return new Text("SuppressionPolicy", ", namespace: shop", name, ALICE).with(spec("", AdmissionIT.SOON, matcher)
        + ", hold: {for: 10m}");
  }

  static String inhibiting(String name, String matcher) {
    return new Text("SuppressionPolicy", ", namespace: shop", name, ALICE).with(spec("", AdmissionIT.SOON, "a=b")
        + ", inhibit: {source: [{matchers: ['" + matcher + "']}]}");
  }

  static String expiring(String name, String expires) {
    return new Text("SuppressionPolicy", ", namespace: shop", name, ALICE).with(spec("", expires, "a=b")
        + ", hold: {for: 10m}");
  }

  static String clusterPolicy(String name, String author, String expires) {
    return new Text("ClusterSuppressionPolicy", "", name, author).with(spec("", expires, "namespace=pay")
        + ", hold: {for: 10m}");
  }

  static String approval(String name, String namespace, String policy, String approver) {
    return new Text("SuppressionApproval", ", namespace: " + namespace, name, null).with(
        "policy: {kind: SuppressionPolicy, namespace: shop, name: " + policy + "}, digest: " + "a".repeat(64)
            + ", approver: '" + approver + "'");
  }

  static String clusterApproval(String name, String policy, String approver) {
    return new Text("SuppressionApproval", ", namespace: shop", name, null).with(
        "policy: {kind: ClusterSuppressionPolicy, name: " + policy + "}, digest: " + "a".repeat(64) + ", approver: '"
            + approver + "'");
  }

  static String priority(String name, String suppression, String assign, String reason) {
    return "apiVersion: shizuka.dev/v1alpha1\nkind: AlertPriority\nmetadata: {name: " + name
        + (reason == null ? "" : ", annotations: {shizuka.dev/reason: '" + reason + "'}")
        + "}\nspec: {rank: 3, suppression: "
        + suppression + ", assign: " + assign + "}\n";
  }
}
