package dev.shizuka.policy.lease;

import dev.shizuka.catalog.ResourceId;
import dev.shizuka.policy.CompiledPolicy;
import dev.shizuka.policy.Condition;
import dev.shizuka.policy.MatcherSet;
import dev.shizuka.policy.lease.Demand.Claim;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Quiet while a source fires with the same values of the labels {@code equal}. What sources say is gathered by their values, so that a target
 * needs one look-up, however many sources there are.
 */
final class Inhibition {
  private final Map<ResourceId, Firing> firing = new HashMap<>();
  private final Scene scene;
  private final Demands demands;
  private final Kept kept;

  /** The values of the firing sources of one policy: of those that its own matchers name too, and of the others. */
  private record Firing(Map<List<String>, Claim> outside, Map<List<String>, Claim> inside) {}

  Inhibition(Scene scene, InForce inForce, Demands demands, Kept kept) {
    this.scene = scene;
    this.demands = demands;
    this.kept = kept;
    for (Seen seen : scene.seen().values()) {
      Claim claim = seen.shown(scene.at()) ? Claim.FIRM : Claim.UNKNOWN;
      for (Role role : seen.roles()) {
        inForce.find(role.policy()).ifPresent(policy -> source(seen, role, policy, claim));
      }
    }
    firing.forEach((id, values) -> inForce.find(id).ifPresent(policy -> ask(policy, values)));
  }

  private void source(Seen seen, Role role, CompiledPolicy policy, Claim claim) {
    Firing all = firing.computeIfAbsent(policy.id(), none -> new Firing(new HashMap<>(), new HashMap<>()));
    Map<List<String>, Claim> values = role.inside() ? all.inside() : all.outside();
    values.merge(values(seen, inhibit(policy)), claim, (one, other) -> one == Claim.FIRM ? one : other);
  }

  private static List<String> values(Seen seen, Condition.Inhibit inhibit) {
    Map<String, String> labels = seen.instance().labels();
    return inhibit.equal().stream().map(label -> labels.getOrDefault(label, "")).toList();
  }

  /** Afterwards only values are left that keep alerts quiet: where a source is not known to fire, those whose leases stand. */
  private void ask(CompiledPolicy policy, Firing values) {
    Condition.Inhibit inhibit = inhibit(policy);
    values.outside().entrySet().removeIf(source -> !ask(policy, policy.sets(), source.getKey(), source.getValue()));
    values.inside().entrySet().removeIf(source -> values.outside().get(source.getKey()) != Claim.FIRM
        && !ask(policy, inhibit.beside(), source.getKey(), source.getValue()));
  }

  private boolean ask(CompiledPolicy policy, List<MatcherSet> bases, List<String> values, Claim claim) {
    Map<String, String> labels = new TreeMap<>();
    List<String> equal = inhibit(policy).equal();
    for (int label = 0; label < equal.size(); label++) {
      labels.put(equal.get(label), values.get(label));
    }
    List<Member> members = bases.stream().filter(base -> labels.entrySet().stream()
        .allMatch(label -> base.allows(label.getKey(), label.getValue())))
        .map(base -> new Member(policy.id(), "", base, Collections.unmodifiableMap(labels))).toList();
    if (claim != Claim.FIRM && !demands.standing().keySet().containsAll(members)) {
      return false;
    }
    members.forEach(member -> demands.add(member, InForce.expires(policy), claim));
    return true;
  }

  /** An instance that the policy covers. */
  void covered(Seen seen, CompiledPolicy policy, Condition.Inhibit inhibit) {
    Firing values = firing.get(policy.id());
    if (values == null || !seen.shown(scene.at())) {
      return;
    }
    List<String> own = values(seen, inhibit);
    boolean source = seen.roles().stream().anyMatch(role -> role.policy().equals(policy.id()));
    if (values.outside().containsKey(own) || (!source && values.inside().containsKey(own))) {
      kept.add(seen.instance().fingerprint(), policy.id());
    }
  }

  private static Condition.Inhibit inhibit(CompiledPolicy policy) {
    return (Condition.Inhibit) policy.condition().orElseThrow();
  }
}
