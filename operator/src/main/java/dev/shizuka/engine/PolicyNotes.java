package dev.shizuka.engine;

import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.Problem;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.NamespaceSelection;
import dev.shizuka.ledger.PolicyUse;
import dev.shizuka.observe.PollState;
import dev.shizuka.policy.CompiledPolicy;
import dev.shizuka.policy.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is to be told of policies in force that compile cannot know:
 *
 * <ol>
 * <li>{@code Unused}: known for 30 days, and nothing matched in the last 30
 * <li>{@code Limited}: a backend has as many silences as it may
 * <li>{@code Late}: a person is called before its leases can stand
 * <li>{@code Native}: its rules stand in Alertmanager's configuration and do not end by themselves
 * <li>{@code LeaseInstead}: it asks for such rules, and a backend's configuration is not ours to complete
 * </ol>
 *
 * @param results without notes
 * @param late policies whose leases came late at the last poll
 */
record PolicyNotes(Results results, Set<ResourceId> late, Instant at) {
  private static final Duration UNUSED = Duration.ofDays(30);

  /** With what each policy did, and what is to be told of it. */
  static Results noted(Results plain, Map<String, PollState> polls, EngineSettings settings) {
    Instant at = settings.clock().instant();
    Results used = plain.with(settings.ledger().policyUses(at), Map.of());
    Set<ResourceId> late = polls.values().stream().flatMap(poll -> poll.late().stream()).collect(Collectors.toSet());
    return new PolicyNotes(used, late, at).noted();
  }

  Results noted() {
    Map<ResourceId, List<Problem>> notes = new HashMap<>();
    for (CompiledPolicy policy : results.policies().policies()) {
      List<Problem> told = Stream.of(unused(policy), limited(policy), late(policy), natively(policy))
          .flatMap(List::stream).sorted().toList();
      if (!told.isEmpty()) {
        notes.put(policy.id(), told);
      }
    }
    return results.with(results.uses(), notes);
  }

  private List<Problem> unused(CompiledPolicy policy) {
    PolicyUse use = results.uses().get(policy.id());
    if (use == null) {
      return List.of();
    }
    Instant since = use.lastMatch().orElse(use.knownSince());
    boolean idle = !at.isBefore(use.knownSince().plus(UNUSED)) && !at.isBefore(since.plus(UNUSED));
    return idle && policy.timing().next(at).isPresent()
        ? List.of(new Problem("", "Unused", "It has matched no alert since " + since
            + ": delete it, or mend its matchers; its expires ends it otherwise"))
        : List.of();
  }

  private List<Problem> limited(CompiledPolicy policy) {
    String backends = results.silences().values().stream().filter(sync -> sync.limited().contains(policy.id()))
        .map(sync -> sync.backend()).sorted().collect(Collectors.joining(", "));
    return backends.isEmpty()
        ? List.of()
        : List.of(new Problem("", "Limited", "There are as many silences in " + backends
            + " as there may be: it gets no new ones, and what they would keep quiet is heard."
            + " Match fewer instances, or start Shizuka with a higher --max-silences"));
  }

  private List<Problem> late(CompiledPolicy policy) {
    return late.contains(policy.id())
        ? List.of(new Problem("", "Late", "A person is called before its lease can stand: a route of an alert that it"
            + " keeps quiet waits less than the poll interval. Give that route a longer group_wait, or poll more often"
            + " (--poll)"))
        : List.of();
  }

  private List<Problem> natively(CompiledPolicy policy) {
    boolean asks = policy.mode() == Mode.Enforce
        && policy.condition().filter(condition -> condition instanceof Condition.Inhibit inhibit
            && inhibit.realiseNatively()).isPresent();
    if (!asks) {
      return List.of();
    }
    String with = backends(policy.id(), alertmanager -> alertmanager.inhibition() != null);
    String without = backends(policy.id(), alertmanager -> alertmanager.inhibition() == null);
    List<Problem> notes = new ArrayList<>();
    if (!with.isEmpty()) {
      notes.add(new Problem("/spec/inhibit/realise", "Native", "It is realised by inhibit_rules in " + with
          + ", without delay: it ends only while Shizuka runs. With realise: Lease it would end by itself"));
    }
    if (!without.isEmpty()) {
      notes.add(new Problem("/spec/inhibit/realise", "LeaseInstead", "It is realised by leased silences in " + without
          + ", where alertmanager.inhibition is not set: give the backend a base and an output, or write realise: Lease"));
    }
    return notes;
  }

  private String backends(ResourceId policy, Predicate<MonitoringBackendSpec.Alertmanager> which) {
    return results.catalog().backends().stream()
        .filter(backend -> backend.spec().alertmanager() != null && which.test(backend.spec().alertmanager()))
        .filter(backend -> takes(backend, policy)).map(backend -> backend.id().name()).sorted()
        .collect(Collectors.joining(", "));
  }

  private boolean takes(Declared<MonitoringBackendSpec> backend, ResourceId policy) {
    return policy.namespace().isEmpty()
        || NamespaceSelection.selects(backend.spec(), results.catalog(), policy.namespace());
  }
}
