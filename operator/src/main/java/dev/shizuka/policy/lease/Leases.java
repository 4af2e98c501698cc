package dev.shizuka.policy.lease;

import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.policy.CompiledPolicy;
import dev.shizuka.policy.Condition;
import dev.shizuka.policy.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The one engine of conditions: what Observe counts is what Enforce leases. Pure. */
public final class Leases {
  /** How far ahead a lease ends. */
  public static final Duration LENGTH = Duration.ofMinutes(5);
  /** A lease is renewed when so much of it has passed. */
  public static final Duration RENEWAL = Duration.ofMinutes(2);

  private Leases() {}

  /**
   * @param policies all of this Alertmanager with a {@link dev.shizuka.policy.Condition}, of either mode
   * @param covering of these policies
   */
  public static Step step(LeaseState before, Look look, List<CompiledPolicy> policies, Coverage covering) {
    InForce inForce = new InForce(policies, covering, look.at());
    Sources sources = before.sources().following(policies);
    Scene scene = Scene.of(before, look, sources);
    Demands demands = new Demands(before.batches(), look.at());
    Kept kept = new Kept();
    ask(scene, inForce, demands, kept);
    Histories histories = before.histories().next(scene, inForce);
    Flapping flapping = new Flapping(scene, demands, kept);
    flapping.of(histories, inForce);
    demands.exclude(Supersets.of(demands.members(), scene.seen().values()));
    List<Batch> batches = Batches.next(before.batches(), demands.all(), look.at());
    Map<Member, Instant> ends = new HashMap<>();
    batches.forEach(batch -> batch.members().forEach(member -> ends.put(member, batch.endsAt())));
    List<Lease> leases = batches.stream().filter(batch -> enforced(batch, inForce)).map(Batch::lease).toList();
    return new Step(LeaseState.after(scene, sources, batches, histories), leases, kept.sorted(), flapping.flaps(ends));
  }

  private static void ask(Scene scene, InForce inForce, Demands demands, Kept kept) {
    Inhibition inhibition = new Inhibition(scene, inForce, demands, kept);
    Holds holds = new Holds(scene, demands, kept);
    for (Seen seen : scene.seen().values()) {
      for (CompiledPolicy policy : inForce.covering(seen.instance().fingerprint(), seen.instance().labels())) {
        if (inForce.has(policy)) {
          switch (((Timing.Leased) policy.timing()).condition()) {
            case Condition.Inhibit inhibit -> inhibition.covered(seen, policy, inhibit);
            case Condition.Hold hold -> holds.covered(seen, policy, hold);
            case Condition.Flapping ignored -> {
            }
          }
        }
      }
    }
    holds.resolved(inForce);
  }

  private static boolean enforced(Batch batch, InForce inForce) {
    return inForce.find(batch.policy()).filter(policy -> policy.mode() == Mode.Enforce).isPresent();
  }
}
