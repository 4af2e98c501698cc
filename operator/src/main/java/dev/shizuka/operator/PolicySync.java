package dev.shizuka.operator;

import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.backend.SilenceSync;
import dev.shizuka.backend.SilenceSync.Binding;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.policy.CompiledPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether the Alertmanagers have what a policy says: its silences where it is to silence, none where it is not. */
final class PolicySync {
  private PolicySync() {}

  static Finding of(ResourceId policy, Board board, List<Declared<MonitoringBackendSpec>> backends, String state) {
    if (backends.isEmpty()) {
      return Finding.bad("NoBackend", policy.namespace().isEmpty()
          ? "No MonitoringBackend with alertmanager is declared."
          : "No MonitoringBackend with alertmanager selects namespace " + policy.namespace()
              + ": check the namespaceSelector of the backends, or declare one.");
    }
    return backends.stream().flatMap(backend -> trouble(policy, board, backend, state).stream()).findFirst()
        .orElseGet(() -> Finding.good("Synced",
            PolicyState.enforces(state)
                ? "Every Alertmanager has the silences that it should have by now."
                : "No Alertmanager has a silence of it."));
  }

  private static Optional<Finding> trouble(ResourceId policy, Board board, Declared<MonitoringBackendSpec> backend,
      String state) {
    String name = backend.id().name();
    Optional<SilenceSync> sync = board.silences(name);
    if (!board.inForce(backend) || sync.isEmpty()) {
      return Optional.of(
          Finding.bad("BackendRefused", "MonitoringBackend " + name + " is itself refused: see its conditions."));
    }
    String failure = sync.get().failures().get(policy);
    if (failure != null) {
      return Optional.of(Finding.bad("SilenceRefused", "Alertmanager " + name + ": " + failure));
    }
    List<Binding> bound = sync.get().bindings().getOrDefault(policy, List.of());
    Instant at = sync.get().at();
    boolean enforced = PolicyState.enforces(state) && !backend.spec().suspended();
    Optional<CompiledPolicy> compiled = board.compiled(policy).filter(found -> enforced);
    Wanted wanted = new Wanted(compiled.filter(found -> silences(found, at)).isPresent(),
        compiled.flatMap(CompiledPolicy::condition).isPresent(), board.frozen());
    if (!sync.get().synced() && (sync.get().failures().isEmpty() || !wanted.has(bound))) {
      return Optional.of(Finding.bad(sync.get().reason(), sync.get().message()));
    }
    return mismatch(wanted, bound, name);
  }

  /** The windows that a sync at that moment knew of; those farther ahead than the horizon have no silences yet. */
  private static boolean silences(CompiledPolicy policy, Instant at) {
    return !policy.sets().isEmpty() && !policy.timing().standing(at).isEmpty();
  }

  /**
   * What should stand.
   *
   * @param leases whether silences come and go with the alerts: any number of them is right
   * @param frozen whether none is made, for a priority is not known
   */
  private record Wanted(boolean silences, boolean leases, boolean frozen) {
    boolean has(List<Binding> bound) {
      return leases ? !frozen : silences != bound.isEmpty();
    }
  }

  private static Optional<Finding> mismatch(Wanted wanted, List<Binding> bound, String backend) {
    if (wanted.has(bound)) {
      return Optional.empty();
    }
    if (wanted.frozen() && (wanted.leases() || wanted.silences())) {
      return Optional.of(Finding.bad("PriorityUnknown",
          "No silence is made while an AlertPriority cannot be known: see `kubectl get aprio`."));
    }
    return Optional.of(wanted.silences()
        ? Finding.bad("NotYet", "Alertmanager " + backend + " does not have its silences yet.")
        : Finding.bad("Ending", "Alertmanager " + backend + " still has silences of it, which are ending."));
  }
}
