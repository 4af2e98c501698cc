package dev.shizuka.operator;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.shizuka.api.AlertPrioritySpec;
import dev.shizuka.api.AlertPriorityStatus;
import dev.shizuka.api.AlertRuleGroupSpec;
import dev.shizuka.api.AlertRuleGroupStatus;
import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.api.MonitoringBackendStatus;
import dev.shizuka.api.NoiseReportSpec;
import dev.shizuka.api.NoiseReportStatus;
import dev.shizuka.api.SuppressionApprovalSpec;
import dev.shizuka.api.SuppressionPolicySpec;
import dev.shizuka.api.SuppressionPolicyStatus;
import dev.shizuka.catalog.Problem;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How our kinds are read from the wire: leniently by the informers, strictly for the message. */
final class Wire {
  private static final ObjectMapper STRICT = JsonMapper.builder().addModule(new JavaTimeModule()).build();

  private Wire() {}

  /** Reads what does not fit as a null spec or status; writes no nulls, which the schema does not allow. */
  static KubernetesSerialization lenient() {
    ObjectMapper mapper = new ObjectMapper();
    mapper.setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);
    mapper.registerModule(UnreadableToNull.module(Set.of(AlertPrioritySpec.class, AlertPriorityStatus.class,
        AlertRuleGroupSpec.class, AlertRuleGroupStatus.class, MonitoringBackendSpec.class,
        MonitoringBackendStatus.class, NoiseReportSpec.class, NoiseReportStatus.class,
        SuppressionApprovalSpec.class, SuppressionPolicySpec.class, SuppressionPolicyStatus.class)));
    return new KubernetesSerialization(mapper, true);
  }

  /** What keeps this spec from being read as that type; empty if nothing does. */
  static Optional<Problem> misfit(@Nullable Object spec, Class<?> type) {
    if (spec == null) {
      return Optional.of(new Problem("/spec", "Unreadable", "there is no spec: add one"));
    }
    try {
      STRICT.treeToValue(STRICT.valueToTree(spec), type);
      return Optional.empty();
    } catch (JsonMappingException misfit) {
      return Optional.of(new Problem(pointer(misfit), "Unreadable", misfit.getOriginalMessage()));
    } catch (JsonProcessingException | IllegalArgumentException misfit) {
      return Optional.of(new Problem("/spec", "Unreadable", String.valueOf(misfit.getMessage())));
    }
  }

  private static String pointer(JsonMappingException misfit) {
    return "/spec" + misfit.getPath().stream()
        .map(step -> "/" + (step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName()))
        .collect(Collectors.joining());
  }
}
