package dev.shizuka.policy.lease;

import dev.shizuka.policy.lease.Demand.Claim;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All that leases are asked for at one look. */
final class Demands {
  /** Members that end within so many seconds of each other may share a lease, which ends with the first. */
  static final long BUCKET = 30;

  private final Map<Member, Demand> demands = new LinkedHashMap<>();
  private final Map<Member, Instant> standing = new HashMap<>();
  private final Instant at;

  Demands(List<Batch> before, Instant at) {
    this.at = at;
    before.stream().filter(batch -> batch.endsAt().isAfter(at))
        .forEach(batch -> batch.members().forEach(member -> standing.put(member, batch.endsAt())));
  }

  /** When the leases that stand end, by what they cover. */
  Map<Member, Instant> standing() {
    return standing;
  }

  /** Members with the same end are batched, and those that do not end for as long as a lease lasts. */
  boolean add(Member member, Instant until, Claim claim) {
    return add(member, until, claim, at.plus(Leases.LENGTH).isAfter(until) ? bucket(until) : Instant.MAX);
  }

  /** Only members with the same end are batched. */
  boolean addEndingTogether(Member member, Instant until, Claim claim) {
    return add(member, until, claim, bucket(until));
  }

  /** False where nothing may be made for it: it has ended, or it is not firm and no lease covers it. */
  private boolean add(Member member, Instant until, Claim claim, Instant group) {
    if (claim == Claim.FIRM) {
      demands.put(member, new Demand(member, until, group, claim, Set.of()));
      return true;
    }
    Instant end = standing.get(member);
    if (end == null) {
      return false;
    }
    Instant limit = end.isBefore(until) ? end : until;
    demands.putIfAbsent(member, new Demand(member, limit, bucket(limit), claim, Set.of()));
    return true;
  }

  boolean contains(Member member) {
    return demands.containsKey(member);
  }

  Collection<Member> members() {
    return demands.keySet();
  }

  void exclude(Map<Member, ? extends Set<String>> labels) {
    labels.forEach((member, without) -> demands.computeIfPresent(member, (same, demand) -> demand.without(without)));
  }

  Map<Member, Demand> all() {
    return demands;
  }

  private static Instant bucket(Instant until) {
    Instant second = until.truncatedTo(ChronoUnit.SECONDS);
    return second.minusSeconds(Math.floorMod(second.getEpochSecond(), BUCKET));
  }
}
