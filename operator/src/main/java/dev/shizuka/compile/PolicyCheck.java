package dev.shizuka.compile;

import dev.shizuka.api.SuppressionPolicySpec;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.policy.MatcherSet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What may be wrong with a SuppressionPolicy or ClusterSuppressionPolicy, and the match sets it declares. */
final class PolicyCheck {
  private static final int LONGEST_TEXT = 1024;
  private static final int LONGEST_NAME = 253;
  private static final int LONGEST_NAMESPACE = 63;

  private final Problems problems;
  private final ResourceId id;
  private final SuppressionPolicySpec spec;
  private final List<MatcherSet> sets;
  private final Optional<Form> form;

  /** Checks everything; what is wrong stands in {@code problems} afterwards. */
  PolicyCheck(ResourceId id, SuppressionPolicySpec spec, PolicySurroundings around, Problems problems) {
    this.id = id;
    this.spec = spec;
    this.problems = problems;
    names();
    problems.require(Problems.text(spec.reason(), LONGEST_TEXT), "/spec/reason", "ReasonMissing",
        "Say why these alerts need nobody, in at most " + LONGEST_TEXT + " characters");
    problems.require(
        spec.reference() == null || spec.reference().length() <= SuppressionPolicySpec.LONGEST_REFERENCE,
        "/spec/reference", "ReferenceInvalid",
        "At most " + SuppressionPolicySpec.LONGEST_REFERENCE + " characters are allowed");
    expiry(around);
    MatchReader reader = new MatchReader(id, problems);
    this.sets = reader.read("/spec/match", "MatchInvalid", spec.match());
    this.form = new FormReader(spec, reader, problems).read();
  }

  /** The declared sets, with the namespace of a namespaced policy in each; only to be used if there was no problem. */
  List<MatcherSet> sets() {
    return sets;
  }

  /** Present if there was no problem. */
  Optional<Form> form() {
    return form;
  }

  private void names() {
    problems.require(Problems.name(id.name(), LONGEST_NAME), "/metadata/name", "NameInvalid",
        "The name must be lower-case letters, digits, - and .");
    if (id.kind() == Kind.SUPPRESSION_POLICY) {
      problems.require(Problems.name(id.namespace(), LONGEST_NAMESPACE), "/metadata/namespace", "NamespaceInvalid",
          "A SuppressionPolicy covers alerts of its own namespace only: name one (lower-case letters, digits and -)");
    }
  }

  private void expiry(PolicySurroundings around) {
    Instant expires = spec.expires();
    if (expires == null) {
      problems.add("/spec/expires", "ExpiryMissing", "Every suppression must end by itself: say when");
    } else if (!expires.isAfter(around.now())) {
      problems.add("/spec/expires", "Expired",
          "The policy ended at " + expires + ": delete it, or decide anew and set a later time");
    } else if (expires.isAfter(around.now().plus(around.maxLifetime()))) {
      problems.add("/spec/expires", "ExpiryTooFar", "A policy lives at most "
          + PrometheusDuration.text(around.maxLifetime()) + " from now (--max-lifetime): set an earlier time");
    }
  }
}
