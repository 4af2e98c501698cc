package dev.shizuka.compile;

import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.policy.CompiledPolicy;
import dev.shizuka.policy.MatcherSet;
import dev.shizuka.policy.Timing;
import dev.shizuka.policy.Window;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The silences that a backend should have: one for each matcher set and each window of each policy in force there. */
public final class SilenceCompiler {
  /** Enough that the at most 32 sets of one policy never meet. */
  private static final int KEY_BYTES = 6;

  private SilenceCompiler() {}

  /** Sorted by policy, set and window; empty where the backend has no Alertmanager or its suppression is suspended. */
  public static List<Silence> compile(CompiledPolicies policies, Declared<MonitoringBackendSpec> backend,
      Catalog catalog,
      String installation, Instant now) {
    MonitoringBackendSpec spec = backend.spec();
    if (spec.alertmanager() == null || spec.suspended()) {
      return List.of();
    }
    return policies.policies().stream()
        .filter(policy -> policy.mode() == Mode.Enforce)
        .filter(policy -> reaches(policy, backend, catalog))
        .flatMap(policy -> silences(policy, backend.id().name(), installation, now)).toList();
  }

  /** Whether a policy is one for that backend: a cluster-wide one, or of a namespace that it selects. */
  public static boolean reaches(CompiledPolicy policy, Declared<MonitoringBackendSpec> backend, Catalog catalog) {
    return !policy.id().kind().namespaced()
        || NamespaceSelection.selects(backend.spec(), catalog, policy.id().namespace());
  }

  private static Stream<Silence> silences(CompiledPolicy policy, String backend, String installation, Instant now) {
    List<Window> windows = policy.timing().standing(now);
    String reference = policy.reference().isEmpty() ? "" : " (" + policy.reference() + ")";
    String comment = policy.id().qualifiedName() + ": " + policy.reason() + reference;
    return policy.sets().stream().flatMap(set -> {
      String digest = digest(set);
      return windows.stream().map(window -> {
        Mark mark = new Mark(installation, backend, policy.id(), policy.uid(), key(policy.timing(), digest, window));
        return new Silence(mark, set.and(mark.matcher()), window.startsAt(), window.endsAt(),
            "shizuka/" + installation, comment);
      });
    });
  }

  /** The set and the window, so that an edit of the policy leaves alone what it does not change. */
  private static String key(Timing timing, String digest, Window window) {
    String one = timing.key(window);
    return timing.form() + "-" + digest + (one.isEmpty() ? "" : "-" + one);
  }

  private static String digest(MatcherSet set) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(set.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, KEY_BYTES);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every JDK has SHA-256", impossible);
    }
  }
}
