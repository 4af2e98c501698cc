package dev.shizuka.policy.lease;

import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.policy.CompiledPolicy;
import dev.shizuka.policy.Condition;
import dev.shizuka.policy.Matcher;
import dev.shizuka.policy.MatcherSet;
import dev.shizuka.policy.Operation;
import dev.shizuka.policy.PolicyIndex;
import dev.shizuka.policy.Timing;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Looks, one after the other, as a poller would take them. */
final class Days {
  static final Instant START = Instant.parse("2026-11-02T09:00:00Z");
  static final Instant EXPIRES = Instant.parse("2027-03-31T00:00:00Z");

  private List<CompiledPolicy> policies;
  private PolicyIndex index;
  private LeaseState state = LeaseState.START;
  private Step last = new Step(LeaseState.START, List.of(), Map.of(), List.of());

  Days(CompiledPolicy... policies) {
    this(List.of(policies));
  }

  Days(List<CompiledPolicy> policies) {
    this.policies = policies;
    this.index = PolicyIndex.of(policies);
  }

  void declare(CompiledPolicy... now) {
    policies = List.of(now);
    index = PolicyIndex.of(policies);
  }

  Step look(long second, Instance... instances) {
    return look(new Look(at(second), Arrays.asList(instances), true));
  }

  Step unwitnessed(long second, Instance... instances) {
    return look(new Look(at(second), Arrays.asList(instances), false));
  }

  Step look(Look look) {
    last = Leases.step(state, look, policies, (fingerprint, labels) -> index.covering(labels));
    state = last.state();
    return last;
  }

  void restart() {
    state = LeaseState.read(state.text());
  }

  LeaseState state() {
    return state;
  }

  static Instant at(long second) {
    return START.plusSeconds(second);
  }

  static Instance instance(long startsAt, String... labels) {
    Map<String, String> map = new TreeMap<>();
    for (int label = 0; label < labels.length; label += 2) {
      map.put(labels[label], labels[label + 1]);
    }
    return instance(at(startsAt), map);
  }

  static Instance instance(Instant startsAt, Map<String, String> labels) {
    return new Instance(new TreeMap<>(labels).toString(), labels, startsAt);
  }

  static CompiledPolicy policy(String name, Condition condition, MatcherSet... sets) {
    return policy(name, condition, Mode.Enforce, EXPIRES, sets);
  }

  static CompiledPolicy policy(String name, Condition condition, Mode mode, Instant expires, MatcherSet... sets) {
    return new CompiledPolicy(new ResourceId(Kind.CLUSTER_SUPPRESSION_POLICY, "", name), "", mode, "",
        Arrays.asList(sets), new Timing.Leased(condition, expires), "");
  }

  /** {@code beside} for sources of one set. */
  static Condition.Inhibit inhibit(MatcherSet source, MatcherSet match, String... equal) {
    List<MatcherSet> beside = source.matchers().stream().map(matcher -> match.and(matcher.negated())).toList();
    return new Condition.Inhibit(List.of(source), List.of(match), beside, List.of(equal), false);
  }

  static MatcherSet set(String... labels) {
    return MatcherSet.of(java.util.stream.IntStream.range(0, labels.length / 2)
        .mapToObj(label -> new Matcher(labels[2 * label], Operation.EQUAL, labels[2 * label + 1]))
        .collect(Collectors.toList()));
  }

  static boolean covers(Step step, Instance instance) {
    return step.leases().stream().anyMatch(lease -> lease.matchers().matches(instance.labels()));
  }
}
