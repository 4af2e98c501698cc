package dev.shizuka.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rules evaluated together; compiles to one Prometheus rule group.
 *
 * @param service label {@code service} of every alert
 * @param owner label {@code owner} of every alert: who is called
 * @param interval Prometheus duration; the backend's default where absent
 * @param honorLabels keeps the series' own {@code namespace}, in namespaces that the backend lists in {@code honorLabelsIn}
 */
public record AlertRuleGroupSpec(@Nullable String service, @Nullable String owner, @Nullable String interval,
    @Nullable Boolean honorLabels, List<Rule> rules) {
  public AlertRuleGroupSpec {
    rules = rules == null ? List.of() : List.copyOf(rules);
  }

  /**
   * An alert or a recording rule: exactly one of {@code alert} and {@code record}.
   *
   * @param priority name of an AlertPriority
   * @param summary annotation {@code summary}, a template
   * @param runbookURL annotation {@code runbook_url}
   */
  public record Rule(@JsonProperty("record") @Nullable String recordName, @Nullable String alert, @Nullable String expr,
      @JsonProperty("for") @Nullable String forDuration, @Nullable String keepFiringFor, @Nullable String priority,
      @Nullable String summary, @Nullable String runbookURL, Map<String, String> labels,
      Map<String, String> annotations) {
    public Rule {
      labels = labels == null ? Map.of() : Map.copyOf(labels);
      annotations = annotations == null ? Map.of() : Map.copyOf(annotations);
    }
  }
}
