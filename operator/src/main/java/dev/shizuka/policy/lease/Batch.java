package dev.shizuka.policy.lease;

import dev.shizuka.catalog.ResourceId;
import dev.shizuka.policy.Alternatives;
import dev.shizuka.policy.Matcher;
import dev.shizuka.policy.MatcherSet;
import dev.shizuka.policy.Operation;
import dev.shizuka.policy.lease.Demand.Claim;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Members that one lease covers: they share everything but the value of one label.
 *
 * @param without labels that must be missing
 * @param setAt when {@code endsAt} was set
 * @param text of the matchers, by which batches are sorted
 */
record Batch(List<Member> members, Set<String> without, MatcherSet matchers, Instant startsAt, Instant endsAt,
    Instant setAt, String text) implements Comparable<Batch> {

  /** @param label in which they differ; of no meaning for one */
  static Batch of(List<Demand> demands, String label, Instant at) {
    List<Member> members = demands.stream().map(Demand::member).toList();
    Member first = members.getFirst();
    Set<String> without = demands.getFirst().without();
    List<Matcher> matchers = new ArrayList<>(first.base().matchers());
    first.labels().forEach((name, value) -> matchers.add(members.size() > 1 && name.equals(label)
        ? Alternatives.matcher(name, members.stream().map(member -> member.labels().getOrDefault(name, "")).toList())
        : new Matcher(name, Operation.EQUAL, value)));
    without.forEach(name -> matchers.add(new Matcher(name, Operation.EQUAL, "")));
    MatcherSet all = MatcherSet.of(matchers);
    return new Batch(members, without, all, at.truncatedTo(ChronoUnit.SECONDS), reach(at, first(demands)), at,
        all.toString());
  }

  ResourceId policy() {
    return members.getFirst().policy();
  }

  /** This batch at the next look; empty where it must be made anew of those that are left, or not at all. */
  Optional<Batch> next(List<Demand> demands, Instant at) {
    boolean all = demands.size() == members.size() && endsAt.isAfter(at)
        && demands.stream().allMatch(demand -> without.containsAll(demand.without()));
    if (!all) {
      return Optional.empty();
    }
    Instant limit = first(demands);
    if (endsAt.isAfter(limit)) {
      return limit.isAfter(at) ? Optional.of(ending(limit, at)) : Optional.empty();
    }
    if (at.isBefore(setAt.plus(Leases.RENEWAL))) {
      return Optional.of(this);
    }
    Instant reach = reach(at, limit);
    boolean holdsOthersBack = demands.stream().anyMatch(demand -> demand.claim() == Claim.FIRM
        && reach(at, demand.until()).isAfter(reach.plusSeconds(Demands.BUCKET)));
    return holdsOthersBack ? Optional.empty() : Optional.of(reach.isAfter(endsAt) ? ending(reach, at) : this);
  }

  private Batch ending(Instant end, Instant at) {
    return new Batch(members, without, matchers, startsAt, end, at, text);
  }

  private static Instant first(List<Demand> demands) {
    return demands.stream().map(Demand::until).min(Instant::compareTo).orElseThrow();
  }

  private static Instant reach(Instant at, Instant limit) {
    Instant length = at.plus(Leases.LENGTH).truncatedTo(ChronoUnit.SECONDS);
    return length.isBefore(limit) ? length : limit;
  }

  Lease lease() {
    return new Lease(policy(), matchers, startsAt, endsAt);
  }

  @Override
  public int compareTo(Batch other) {
    int policies = policy().compareTo(other.policy());
    return policies != 0 ? policies : text.compareTo(other.text);
  }
}
