package dev.shizuka.engine;

import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.backend.InhibitionSync;
import dev.shizuka.backend.Replica;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.Problem;
import dev.shizuka.compile.SilenceCompiler;
import dev.shizuka.policy.CompiledPolicy;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a policy is in force where {@code inhibit_rules} stand for it, and not silences.
 *
 * @param results what is declared, and what the last sync of each backend came to
 */
public record NativeInhibition(Results results) {
  private static final String PATH = "/spec/inhibit";
  /** In these cases no rule of this backend can be in what Alertmanager reads. */
  private static final Set<String> NOTHING_OF_OURS = Set.of("ForeignOutput", "NoPlace", "OutputTaken");

  /** Whether it is by rules, and not by leases, that this backend should keep quiet what the policy covers. */
  public boolean wanted(CompiledPolicy policy, Declared<MonitoringBackendSpec> backend) {
    return SilenceCompiler.inhibitsNatively(policy, backend, results.catalog());
  }

  /** Whether the backend's Alertmanager runs with the policy's rules. */
  boolean inForce(CompiledPolicy policy, Declared<MonitoringBackendSpec> backend) {
    return wanted(policy, backend) && sync(backend).filter(sync -> sync.inForce().contains(policy.id())).isPresent();
  }

  /** Why it is not in force though it should be; empty before the first sync, too. */
  public Optional<Problem> trouble(CompiledPolicy policy, Declared<MonitoringBackendSpec> backend) {
    return wanted(policy, backend) && !inForce(policy, backend)
        ? sync(backend).filter(sync -> policy.timing().covers(sync.at())).map(sync -> trouble(policy, sync))
        : Optional.empty();
  }

  private Optional<InhibitionSync> sync(Declared<MonitoringBackendSpec> backend) {
    return Optional.ofNullable(results.inhibitions().get(backend.id().name()));
  }

  private static Problem trouble(CompiledPolicy policy, InhibitionSync sync) {
    String refusal = sync.failures().get(policy.id());
    if (refusal != null) {
      return new Problem(PATH, "InhibitionRefused", "Alertmanager " + sync.backend() + " refuses its inhibit_rules: "
          + refusal + ". Its alerts are heard until that is mended: change its matchers, or use realise: Lease");
    }
    if (sync.synced() || sync.underway()) {
      return new Problem(PATH, "NotYet", "Alertmanager " + sync.backend()
          + " does not have its inhibit_rules yet: its alerts are heard until it has");
    }
    // What an Alertmanager that was not asked, or is away, runs with cannot be known.
    String until = NOTHING_OF_OURS.contains(sync.reason()) || sync.replicas().stream().anyMatch(Replica::reachable)
        ? ". Its alerts are heard until that is mended"
        : ". Until that is mended its alerts may be heard";
    return new Problem(PATH, sync.reason(), sync.message() + until);
  }
}
