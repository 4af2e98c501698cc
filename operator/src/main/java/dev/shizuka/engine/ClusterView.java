package dev.shizuka.engine;

import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.CompiledPolicies;
import dev.shizuka.compile.Mark;
import dev.shizuka.compile.Silence;
import dev.shizuka.compile.SilenceCompiler;
import dev.shizuka.engine.Engine.Compiled;
import dev.shizuka.observe.PoliciesHere;
import dev.shizuka.plan.ObservedSilence;
import dev.shizuka.policy.CompiledPolicy;
import dev.shizuka.policy.lease.Lease;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What of all that is declared concerns one Alertmanager cluster. */
record ClusterView(Cluster cluster, Compiled compiled, String installation) {
  /** All that should stand: what calendars say, and the leases that the last look wanted. */
  List<Silence> silences(List<Lease> leases, Instant now) {
    return cluster.backends().stream().flatMap(backend -> Stream.concat(
        SilenceCompiler.compile(compiled.policies(), backend, compiled.catalog(), installation, now).stream(),
        SilenceCompiler.leases(leases, compiled.policies(),
            new SilenceCompiler.Place(backend, compiled.catalog(), installation)).stream()))
        .toList();
  }

  /** Those that reach this Alertmanager: what another backend's policy would cover is not covered here. */
  PoliciesHere policies() {
    CompiledPolicies all = compiled.policies();
    List<CompiledPolicy> here = all.policies().stream()
        .filter(policy -> anywhere(policy, (one, backend) -> SilenceCompiler.reaches(one, backend, compiled.catalog())))
        .toList();
    return new PoliciesHere(new CompiledPolicies(here, all.verdicts(), all.priorities(), all.frozen()),
        ids(here, (policy, backend) -> SilenceCompiler.makesLeases(policy, backend, compiled.catalog())),
        ids(here, (policy, backend) -> SilenceCompiler.inhibitsNatively(policy, backend, compiled.catalog())));
  }

  private boolean anywhere(CompiledPolicy policy, BiPredicate<CompiledPolicy, Declared<MonitoringBackendSpec>> held) {
    return cluster.backends().stream().anyMatch(backend -> held.test(policy, backend));
  }

  private Set<ResourceId> ids(List<CompiledPolicy> policies,
      BiPredicate<CompiledPolicy, Declared<MonitoringBackendSpec>> held) {
    return policies.stream().filter(policy -> anywhere(policy, held)).map(CompiledPolicy::id)
        .collect(Collectors.toSet());
  }

  /**
   * Whether it is a lease of a policy that still makes such leases and covers all of it. Before the first look after a start nobody knows whether it
   * is still wanted; it runs out by itself.
   */
  boolean mayStayUnseen(ObservedSilence silence) {
    return silence.mark().filter(mark -> mark.installation().equals(installation)).filter(mark -> compiled.policies()
        .policies().stream().filter(policy -> policy.id().equals(mark.policy()))
        .anyMatch(policy -> policy.timing().form().equals(mark.form()) && leases(policy, mark)
            && SilenceCompiler.covers(policy, silence.matchers().without(Mark.LABEL))))
        .isPresent();
  }

  private boolean leases(CompiledPolicy policy, Mark mark) {
    return cluster.backends().stream().filter(backend -> backend.id().name().equals(mark.backend()))
        .anyMatch(backend -> SilenceCompiler.makesLeases(policy, backend, compiled.catalog()));
  }
}
