package dev.shizuka.compile;

import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.policy.CompiledPolicy;
import dev.shizuka.policy.MatcherSet;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/** The silences that a backend should have: one for each matcher set of each policy in force there. */
public final class SilenceCompiler {
  /** Enough that the at most 32 sets of one policy never meet. */
  private static final int KEY_BYTES = 6;

  private SilenceCompiler() {}

  /** Sorted by policy and set; empty where the backend has no Alertmanager or its suppression is suspended. */
  public static List<Silence> compile(CompiledPolicies policies, Declared<MonitoringBackendSpec> backend,
      Catalog catalog,
      String installation, Instant now) {
    MonitoringBackendSpec spec = backend.spec();
    if (spec.alertmanager() == null || spec.suspended()) {
      return List.of();
    }
    return policies.policies().stream()
        .filter(policy -> policy.mode() == Mode.Enforce && policy.until().isAfter(now)
            && policy.from().isBefore(policy.until()))
        .filter(policy -> reaches(policy, backend, catalog))
        .flatMap(policy -> policy.sets().stream()
            .map(set -> silence(policy, set, backend.id().name(), installation)))
        .toList();
  }

  /** Whether a policy is one for that backend: a cluster-wide one, or of a namespace that it selects. */
  public static boolean reaches(CompiledPolicy policy, Declared<MonitoringBackendSpec> backend, Catalog catalog) {
    return !policy.id().kind().namespaced()
        || NamespaceSelection.selects(backend.spec(), catalog, policy.id().namespace());
  }

  private static Silence silence(CompiledPolicy policy, MatcherSet set, String backend, String installation) {
    Mark mark = new Mark(installation, backend, policy.id(), policy.uid(), "silence-" + key(set));
    String reference = policy.reference().isEmpty() ? "" : " (" + policy.reference() + ")";
    return new Silence(mark, set.and(mark.matcher()), policy.from(), policy.until(), "shizuka/" + installation,
        policy.id().qualifiedName() + ": " + policy.reason() + reference);
  }

  private static String key(MatcherSet set) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(set.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, KEY_BYTES);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every JDK has SHA-256", impossible);
    }
  }
}
