package dev.shizuka.catalog;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of {@code shizuka.dev/v1alpha1}, in the order in which they are listed and compared. */
public enum Kind {
  /** How urgent, and how protected. */
  ALERT_PRIORITY("AlertPriority", false),
  /** Rules evaluated together. */
  ALERT_RULE_GROUP("AlertRuleGroup", true),
  /** What the alerts of all namespaces cost. */
  CLUSTER_NOISE_REPORT("ClusterNoiseReport", false),
  /** Keeps alerts of all namespaces from people. */
  CLUSTER_SUPPRESSION_POLICY("ClusterSuppressionPolicy", false),
  /** Where rules and silences go. */
  MONITORING_BACKEND("MonitoringBackend", false),
  /** What the alerts of its own namespace cost. */
  NOISE_REPORT("NoiseReport", true),
  /** A second person's word for one policy as it is. */
  SUPPRESSION_APPROVAL("SuppressionApproval", true),
  /** Keeps alerts of its own namespace from people. */
  SUPPRESSION_POLICY("SuppressionPolicy", true);

  private final String title;
  private final boolean namespaced;

  Kind(String title, boolean namespaced) {
    this.title = title;
    this.namespaced = namespaced;
  }

  /** The name as it stands in {@code kind:}. */
  public String title() {
    return title;
  }

  public boolean namespaced() {
    return namespaced;
  }

  /** Whether it keeps alerts from people, or lets others do so. */
  boolean suppresses() {
    return this == SUPPRESSION_POLICY || this == CLUSTER_SUPPRESSION_POLICY || this == SUPPRESSION_APPROVAL;
  }

  /** The kind of that title, if it is one of ours. */
  public static Optional<Kind> of(String title) {
    return Arrays.stream(values()).filter(kind -> kind.title.equals(title)).findFirst();
  }
}
