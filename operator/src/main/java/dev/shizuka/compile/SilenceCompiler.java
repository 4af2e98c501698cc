package dev.shizuka.compile;

import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.policy.CompiledPolicy;
import dev.shizuka.policy.MatcherSet;
import dev.shizuka.policy.Timing;
import dev.shizuka.policy.Window;
import dev.shizuka.policy.lease.Lease;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The silences that a backend should have: one for each matcher set and each window of each policy in force there, and one for each lease.
 */
public final class SilenceCompiler {
  /** Enough that the sets and leases of one policy never meet. */
  private static final int KEY_DIGITS = 12;

  /** One backend, and what says which policies reach it. */
  public record Place(Declared<MonitoringBackendSpec> backend, Catalog catalog, String installation) {}

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
        // One that breaks this ends, and its alerts are heard; the next compile tells it.
        .flatMap(policy -> Quarantine.around(() -> silences(policy, backend.id().name(), installation, now),
            broken -> List.<Silence>of()).stream())
        .toList();
  }

  /** Whether a policy is one for that backend: a cluster-wide one, or of a namespace that it selects. */
  public static boolean reaches(CompiledPolicy policy, Declared<MonitoringBackendSpec> backend, Catalog catalog) {
    return !policy.id().kind().namespaced()
        || NamespaceSelection.selects(backend.spec(), catalog, policy.id().namespace());
  }

  /** Whether the backend keeps quiet by leases what the policy's condition says. */
  public static boolean makesLeases(CompiledPolicy policy, Declared<MonitoringBackendSpec> backend, Catalog catalog) {
    return conditional(policy, backend, catalog) && !InhibitRules.natively(policy, backend.spec());
  }

  /** Whether the backend's own {@code inhibit_rules} keep quiet what the policy's condition says. */
  public static boolean inhibitsNatively(CompiledPolicy policy, Declared<MonitoringBackendSpec> backend,
      Catalog catalog) {
    return conditional(policy, backend, catalog) && InhibitRules.natively(policy, backend.spec());
  }

  private static boolean conditional(CompiledPolicy policy, Declared<MonitoringBackendSpec> backend, Catalog catalog) {
    MonitoringBackendSpec spec = backend.spec();
    return policy.mode() == Mode.Enforce && policy.condition().isPresent() && spec.alertmanager() != null
        && !spec.suspended() && reaches(policy, backend, catalog);
  }

  /**
   * Silences of leases. Policies may have changed since these were wanted: what they do not certainly cover any more is left out, and none
   * outlives its policy.
   */
  public static List<Silence> leases(List<Lease> leases, CompiledPolicies policies, Place place) {
    Map<ResourceId, CompiledPolicy> leasing = new HashMap<>();
    policies.policies().stream().filter(policy -> makesLeases(policy, place.backend(), place.catalog()))
        .forEach(policy -> leasing.put(policy.id(), policy));
    return leases.stream().flatMap(lease -> Optional.ofNullable(leasing.get(lease.policy())).stream()
        .filter(policy -> covers(policy, lease.matchers())).map(policy -> silence(policy, lease, place))).toList();
  }

  /** Whether these matchers match nothing but what the policy covers. */
  public static boolean covers(CompiledPolicy policy, MatcherSet matchers) {
    return policy.sets().stream().anyMatch(matchers::within);
  }

  private static Silence silence(CompiledPolicy policy, Lease lease, Place place) {
    Mark mark = new Mark(place.installation(), place.backend().id().name(), policy.id(), policy.uid(),
        policy.timing().form() + "-" + digest(lease.matchers()));
    Instant expires = policy.timing() instanceof Timing.Leased leased ? leased.expires() : lease.endsAt();
    Instant endsAt = expires.isBefore(lease.endsAt()) ? expires : lease.endsAt();
    return new Silence(mark, lease.matchers().and(mark.matcher()), lease.startsAt(), endsAt,
        "shizuka/" + place.installation(), comment(policy));
  }

  private static String comment(CompiledPolicy policy) {
    String reference = policy.reference().isEmpty() ? "" : " (" + policy.reference() + ")";
    return policy.id().qualifiedName() + ": " + policy.reason() + reference;
  }

  private static List<Silence> silences(CompiledPolicy policy, String backend, String installation, Instant now) {
    List<Window> windows = policy.timing().standing(now);
    String comment = comment(policy);
    return policy.sets().stream().flatMap(set -> {
      String digest = digest(set);
      return windows.stream().map(window -> {
        Mark mark = new Mark(installation, backend, policy.id(), policy.uid(), key(policy.timing(), digest, window));
        return new Silence(mark, set.and(mark.matcher()), window.startsAt(), window.endsAt(),
            "shizuka/" + installation, comment);
      });
    }).toList();
  }

  /** The set and the window, so that an edit of the policy leaves alone what it does not change. */
  private static String key(Timing timing, String digest, Window window) {
    String one = timing.key(window);
    return timing.form() + "-" + digest + (one.isEmpty() ? "" : "-" + one);
  }

  private static String digest(MatcherSet set) {
    return Sha256.of(set.toString()).substring(0, KEY_DIGITS);
  }
}
