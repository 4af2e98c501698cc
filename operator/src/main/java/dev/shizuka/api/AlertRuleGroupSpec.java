package dev.shizuka.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
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
public record AlertRuleGroupSpec(
    @JsonPropertyDescription("Label service of every alert") @Size(min = 1, max = 253) @Nullable String service,
    @JsonPropertyDescription("Label owner of every alert: who is called") @Size(min = 1, max = 253) @Nullable String owner,
    @JsonPropertyDescription("How often the rules are evaluated, a Prometheus duration such as 30s; the backend's default where absent") @Size(min = 1, max = 64) @Pattern(Shapes.DURATION) @Nullable String interval,
    @JsonPropertyDescription("Keeps the series' own label namespace, in namespaces that the backend lists in honorLabelsIn") @Default("false") @Nullable Boolean honorLabels,
    @JsonPropertyDescription("Evaluated one after the other; a bad one is left out alone") @Required @Size(min = 1, max = 500) List<Rule> rules) {
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
  @ValidationRule(value = "has(self.alert) != has(self.record)", message = "a rule is an alert or a recording rule: give exactly one of alert and record")
  @ValidationRule(value = "!has(self.record) || (!has(self.__for__) && !has(self.keepFiringFor) && !has(self.priority) && !has(self.summary) && !has(self.runbookURL) && (!has(self.annotations) || size(self.annotations) == 0))", message = "a recording rule calls nobody: it takes no for, keepFiringFor, priority, summary, runbookURL or annotations")
  @ValidationRule(value = "!has(self.labels) || !('namespace' in self.labels || 'service' in self.labels || 'owner' in self.labels || 'priority' in self.labels)", message = "labels namespace, service, owner and priority are stamped by Shizuka: use metadata.namespace, spec.service, spec.owner and the rule's priority", fieldPath = ".labels")
  public record Rule(
      @JsonPropertyDescription("Name of the series to record") @Size(min = 1, max = 253) @Pattern(Shapes.SERIES_NAME) @JsonProperty("record") @Nullable String recordName,
      @JsonPropertyDescription("Name of the alert") @Size(min = 1, max = 253) @Nullable String alert,
      @JsonPropertyDescription("PromQL") @Required @Size(min = 1, max = 16384) @Nullable String expr,
      @JsonPropertyDescription("How long it must hold before it fires, a Prometheus duration such as 5m") @Size(min = 1, max = 64) @Pattern(Shapes.DURATION) @JsonProperty("for") @Nullable String forDuration,
      @JsonPropertyDescription("How long it goes on firing after it no longer holds, a Prometheus duration") @Size(min = 1, max = 64) @Pattern(Shapes.DURATION) @Nullable String keepFiringFor,
      @JsonPropertyDescription("Name of an AlertPriority") @Size(min = 1, max = 253) @Pattern(Shapes.OBJECT_NAME) @Nullable String priority,
      @JsonPropertyDescription("Annotation summary, a template") @Size(max = 4096) @Nullable String summary,
      @JsonPropertyDescription("Annotation runbook_url") @Size(max = 2048) @Nullable String runbookURL,
      @JsonPropertyDescription("Further labels; values are templates") @Size(max = 64) Map<String, @Size(max = 1024) String> labels,
      @JsonPropertyDescription("Further annotations; values are templates") @Size(max = 64) Map<String, @Size(max = 8192) String> annotations) {
    public Rule {
      labels = labels == null ? Map.of() : Map.copyOf(labels);
      annotations = annotations == null ? Map.of() : Map.copyOf(annotations);
    }
  }
}
