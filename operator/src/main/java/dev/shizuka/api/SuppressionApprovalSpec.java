package dev.shizuka.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * The second person's word for one policy as it was at one moment.
 *
 * @param digest of the policy, as its status tells it; any change of the policy makes another
 * @param approver somebody other than the policy's {@code shizuka.dev/author}
 */
public record SuppressionApprovalSpec(
    @JsonPropertyDescription("Which policy is approved") @Required @Nullable Policy policy,
    @JsonPropertyDescription("The policy's digest, as its status tells it: a change of the policy voids the approval") @Required @Pattern("[0-9a-f]{64}") @Nullable String digest,
    @JsonPropertyDescription("Who approves: somebody other than the policy's author") @Required @Size(min = 1, max = 253) @Nullable String approver) {

  /** A policy's kind. */
  public enum PolicyKind {
    SuppressionPolicy, ClusterSuppressionPolicy
  }

  /** @param namespace absent for a ClusterSuppressionPolicy; in a cluster the approval's own */
  @ValidationRule(value = "(self.kind == 'SuppressionPolicy') == has(self.namespace)", message = "a SuppressionPolicy has a namespace, a ClusterSuppressionPolicy has none")
  public record Policy(
      @JsonPropertyDescription("SuppressionPolicy or ClusterSuppressionPolicy") @Required @Nullable PolicyKind kind,
      @JsonPropertyDescription("Namespace of a SuppressionPolicy; in a cluster the approval's own") @Size(min = 1, max = 63) @Nullable String namespace,
      @JsonPropertyDescription("Name of the policy") @Required @Size(min = 1, max = 253) @Nullable String name) {}
}
