package dev.shizuka.policy.lease;

import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.policy.CompiledPolicy;
import dev.shizuka.policy.Condition;
import dev.shizuka.policy.lease.Demand.Claim;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Quiet while an instance changes its state too often, whether it fires at the moment or not. To the second, as silences are. */
final class Flapping {
  private static final Comparator<Flap> ORDER = Comparator.comparing(Flap::policy)
      .thenComparing(flap -> flap.labels().toString());

  private final Scene scene;
  private final Demands demands;
  private final Kept kept;
  private final List<Found> found = new ArrayList<>();

  private record Found(CompiledPolicy policy, Member member, Instant since) {}

  Flapping(Scene scene, Demands demands, Kept kept) {
    this.scene = scene;
    this.demands = demands;
    this.kept = kept;
  }

  void of(Histories histories, InForce inForce) {
    histories.all().forEach((key, history) -> inForce.find(key.policy())
        .ifPresent(policy -> history.since().ifPresent(since -> Member.of(policy, key.fingerprint(), history.labels())
            .ifPresent(member -> quiet(new Found(policy, member, since), history)))));
  }

  private void quiet(Found flaps, History history) {
    CompiledPolicy policy = flaps.policy();
    Condition.Flapping rule = (Condition.Flapping) policy.condition().orElseThrow();
    Instant end = history.until(rule).truncatedTo(ChronoUnit.SECONDS);
    Instant until = end.isBefore(InForce.expires(policy)) ? end : InForce.expires(policy);
    Seen seen = scene.seen().get(flaps.member().fingerprint());
    Claim claim = seen == null || seen.shown(scene.at()) ? Claim.FIRM : Claim.UNKNOWN;
    if (until.isAfter(scene.at()) && demands.add(flaps.member(), until, claim)) {
      found.add(flaps);
      if (claim == Claim.FIRM && seen != null) {
        kept.add(flaps.member().fingerprint(), policy.id());
      }
    }
  }

  /** One for each instance: the first policy by id tells it. */
  List<Flap> flaps(Map<Member, Instant> ends) {
    Set<String> told = new HashSet<>();
    return found.stream().filter(flaps -> flaps.policy().mode() == Mode.Enforce && ends.containsKey(flaps.member()))
        .filter(flaps -> told.add(flaps.member().fingerprint()))
        .map(flaps -> new Flap(flaps.policy().id(), flaps.member().labels(), flaps.since(),
            ends.getOrDefault(flaps.member(), flaps.since())))
        .sorted(ORDER).toList();
  }
}
