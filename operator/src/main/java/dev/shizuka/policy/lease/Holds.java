package dev.shizuka.policy.lease;

import dev.shizuka.policy.CompiledPolicy;
import dev.shizuka.policy.Condition;
import dev.shizuka.policy.lease.Demand.Claim;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Quiet until an instance has fired for long enough. To the second, as silences are. */
final class Holds {
  private final Scene scene;
  private final Demands demands;
  private final Kept kept;

  Holds(Scene scene, Demands demands, Kept kept) {
    this.scene = scene;
    this.demands = demands;
    this.kept = kept;
  }

  /** An instance that the policy covers. */
  void covered(Seen seen, CompiledPolicy policy, Condition.Hold hold) {
    Instant end = seen.began().plus(hold.duration()).truncatedTo(ChronoUnit.SECONDS);
    Instant until = end.isBefore(InForce.expires(policy)) ? end : InForce.expires(policy);
    if (!until.isAfter(scene.at())) {
      return;
    }
    Instance instance = seen.instance();
    boolean shown = seen.shown(scene.at());
    Member.of(policy, instance.fingerprint(), instance.labels()).ifPresent(
        member -> demands.addEndingTogether(member, until, shown ? Claim.FIRM : Claim.UNKNOWN));
    if (shown) {
      kept.add(instance.fingerprint(), policy.id());
    }
  }

  /** So that a batch need not change for each that resolves; after all who fire are told. */
  void resolved(InForce inForce) {
    demands.standing().forEach((member, end) -> {
      boolean gone = member.oneInstance() && !scene.seen().containsKey(member.fingerprint());
      if (gone && inForce.find(member.policy()).filter(policy -> holds(policy, member)).isPresent()) {
        demands.addEndingTogether(member, end, Claim.LEFT);
      }
    });
  }

  private static boolean holds(CompiledPolicy policy, Member member) {
    return policy.condition().orElse(null) instanceof Condition.Hold && policy.sets().contains(member.base());
  }
}
