package dev.shizuka.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.shizuka.api.AlertPrioritySpec;
import dev.shizuka.api.AlertRuleGroupSpec;
import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.api.NoiseReportSpec;
import dev.shizuka.api.SuppressionApprovalSpec;
import dev.shizuka.api.SuppressionPolicySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Specs of our kinds from JSON, strictly. */
final class Specs {
  private static final JsonMapper MAPPER = JsonMapper.builder().addModule(new JavaTimeModule()).build();
  private static final List<String> KNOWN = List.of("apiVersion", "kind", "metadata", "spec", "status");
  private static final Pattern IN_RULE = Pattern.compile("/spec/rules/(\\d+)(/.*)?");

  private Specs() {}

  /** The spec of a document and what is wrong with it. */
  record Fit(JsonNode spec, List<Problem> problems) {}

  static Fit fit(Kind kind, JsonNode document) {
    List<Problem> problems = new ArrayList<>();
    document.properties().stream().filter(field -> !KNOWN.contains(field.getKey()))
        .forEach(field -> problems.add(Shape.unknownField(field.getKey(), KNOWN,
            "/" + field.getKey().replace("~", "~0").replace("/", "~1"))));
    JsonNode spec = document.path("spec");
    if (spec.isMissingNode() || spec.isNull()) {
      problems.add(new Problem("/spec", "NoSpec", "the object has no spec: write one"));
    } else {
      problems.addAll(Shape.problems(spec, type(kind), "/spec"));
    }
    return new Fit(spec, problems);
  }

  /**
   * The spec without its mistakes where that can be done safely: with none it is the spec itself; where all lie within single rules of an
   * AlertRuleGroup, those rules keep only what names them. They have no expression then, so compile leaves them out alone and keeps
   * their last good versions. Otherwise empty.
   */
  static Optional<JsonNode> isolate(Kind kind, JsonNode spec, List<Problem> problems) {
    if (problems.isEmpty()) {
      return Optional.of(spec);
    }
    List<Matcher> places = problems.stream().map(problem -> IN_RULE.matcher(problem.path())).toList();
    if (kind != Kind.ALERT_RULE_GROUP || !places.stream().allMatch(Matcher::matches)) {
      return Optional.empty();
    }
    Set<Integer> bad = places.stream().map(place -> Integer.valueOf(place.group(1))).collect(Collectors.toSet());
    ObjectNode isolated = ((ObjectNode) spec).deepCopy();
    ArrayNode rules = (ArrayNode) isolated.get("rules");
    bad.forEach(index -> rules.set(index.intValue(), named(rules.get(index.intValue()))));
    return Optional.of(isolated);
  }

  /** Kind, name and fixed labels: what a rule is known by (DESIGN, AlertRuleGroup). */
  private static JsonNode named(JsonNode rule) {
    ObjectNode named = JsonNodeFactory.instance.objectNode();
    for (String field : List.of("alert", "record")) {
      if (rule.path(field).isTextual()) {
        named.set(field, rule.get(field));
      }
    }
    ObjectNode labels = named.putObject("labels");
    rule.path("labels").properties().stream().filter(label -> label.getValue().isTextual())
        .forEach(label -> labels.set(label.getKey(), label.getValue()));
    return named;
  }

  /** @param spec one that {@link #isolate} has given */
  static Record read(Kind kind, JsonNode spec) {
    try {
      return MAPPER.treeToValue(spec, type(kind));
    } catch (JsonProcessingException notSeen) {
      throw new IllegalStateException("a spec fits its shape and yet is none of " + kind.title(), notSeen);
    }
  }

  private static Class<? extends Record> type(Kind kind) {
    return switch (kind) {
      case ALERT_PRIORITY -> AlertPrioritySpec.class;
      case ALERT_RULE_GROUP -> AlertRuleGroupSpec.class;
      case MONITORING_BACKEND -> MonitoringBackendSpec.class;
      case NOISE_REPORT, CLUSTER_NOISE_REPORT -> NoiseReportSpec.class;
      case SUPPRESSION_APPROVAL -> SuppressionApprovalSpec.class;
      case SUPPRESSION_POLICY, CLUSTER_SUPPRESSION_POLICY -> SuppressionPolicySpec.class;
    };
  }
}
