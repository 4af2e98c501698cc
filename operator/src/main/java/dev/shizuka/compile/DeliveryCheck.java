package dev.shizuka.compile;

import com.google.re2j.Pattern;
import dev.shizuka.api.MonitoringBackendSpec.ConfigMap;
import dev.shizuka.api.MonitoringBackendSpec.Delivery;
import dev.shizuka.api.MonitoringBackendSpec.Directory;
import dev.shizuka.api.MonitoringBackendSpec.PrometheusRule;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What may be wrong with the way in which rules are to reach Prometheus. */
final class DeliveryCheck {
  private static final String PATH = "/spec/prometheus/delivery";
  private static final int MOST_SHARDS = 64;
  private static final int LONGEST_NAME = 253;
  private static final int LONGEST_LABEL = 63;
  private static final int MOST_LABELS = 32;
  /** Name and value of a label of a Kubernetes object (object metadata, "Labels and Selectors"). */
  private static final Pattern LABEL_NAME = Pattern.compile("[a-zA-Z0-9]([-a-zA-Z0-9_.]*[a-zA-Z0-9])?");
  private static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  private final Optional<String> rulesRoot;
  private final boolean inCluster;

  DeliveryCheck(Optional<String> rulesRoot, boolean inCluster) {
    this.rulesRoot = rulesRoot;
    this.inCluster = inCluster;
  }

  void check(@Nullable Delivery delivery, Problems problems) {
    if (delivery == null || Stream.of(delivery.directory(), delivery.configMap(), delivery.prometheusRule())
        .filter(Objects::nonNull).count() != 1) {
      problems.add(PATH, "DeliveryInvalid", "Exactly one of directory, configMap and prometheusRule is required");
      return;
    }
    if (delivery.directory() != null) {
      directory(delivery.directory(), problems);
    }
    if (delivery.configMap() != null) {
      configMap(delivery.configMap(), problems);
    }
    if (delivery.prometheusRule() != null) {
      prometheusRule(delivery.prometheusRule(), problems);
    }
  }

  private void directory(Directory directory, Problems problems) {
    String path = PATH + "/directory";
    String text = directory.path();
    if (text == null || text.isBlank()) {
      problems.add(path + "/path", "DirectoryInvalid", "Name the folder that Prometheus reads rules from");
      return;
    }
    try {
      Path normal = Path.of(text).normalize();
      if (inCluster && rulesRoot.map(root -> !below(Path.of(root).normalize(), normal)).orElse(true)) {
        problems.add(path, "DirectoryRefused", "In a cluster rules are written below --rules-root only, and this folder"
            + " is not: use configMap or prometheusRule, or set it");
      }
    } catch (InvalidPathException wrong) {
      problems.add(path + "/path", "DirectoryInvalid", "This is no path: " + wrong.getReason());
    }
  }

  private static boolean below(Path root, Path folder) {
    return folder.isAbsolute() && folder.startsWith(root) && !folder.equals(root);
  }

  private void configMap(ConfigMap configMap, Problems problems) {
    String path = PATH + "/configMap";
    problems.require(inCluster, path, "ClusterNeeded", "ConfigMaps need a cluster: use directory on hosts");
    namespace(configMap.namespace(), path, "ConfigMapInvalid", problems);
    // Room for -63, the last shard.
    problems.require(Problems.name(configMap.name(), LONGEST_NAME - 3), path + "/name", "ConfigMapInvalid",
        "The name is required: lower-case letters, digits, - and .");
    Integer shards = configMap.shards();
    problems.require(shards == null || (shards >= 1 && shards <= MOST_SHARDS), path + "/shards", "ConfigMapInvalid",
        "1 to " + MOST_SHARDS + " shards are allowed");
  }

  private void prometheusRule(PrometheusRule rule, Problems problems) {
    String path = PATH + "/prometheusRule";
    problems.require(inCluster, path, "ClusterNeeded", "PrometheusRules need a cluster: use directory on hosts");
    namespace(rule.namespace(), path, "PrometheusRuleInvalid", problems);
    problems.require(Problems.name(rule.name(), LONGEST_LABEL), path + "/name", "PrometheusRuleInvalid",
        "The name is required: lower-case letters, digits, - and ., 63 characters at most");
    problems.require(rule.labels().size() <= MOST_LABELS, path + "/labels", "PrometheusRuleInvalid",
        "At most " + MOST_LABELS + " labels are allowed");
    for (Map.Entry<String, String> label : new TreeMap<>(rule.labels()).entrySet()) {
      String at = path + "/labels" + Findings.segment(label.getKey());
      problems.require(labelKey(label.getKey()) && (label.getValue().isEmpty() || labelName(label.getValue())), at,
          "PrometheusRuleInvalid", "Kubernetes would not take this label");
      problems.require(!label.getKey().equals(MANAGED_BY), at, "PrometheusRuleInvalid",
          "By this label Shizuka knows its own objects: select by another");
    }
  }

  private static void namespace(@Nullable String namespace, String path, String reason, Problems problems) {
    problems.require(Problems.name(namespace, LONGEST_LABEL), path + "/namespace", reason,
        "The namespace is required: lower-case letters, digits and -");
  }

  private static boolean labelKey(String key) {
    int slash = key.indexOf('/');
    return labelName(key.substring(slash + 1)) && (slash < 0 || Problems.name(key.substring(0, slash), LONGEST_NAME));
  }

  private static boolean labelName(String text) {
    return text.length() <= LONGEST_LABEL && LABEL_NAME.matches(text);
  }
}
