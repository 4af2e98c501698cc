package dev.shizuka.policy.lease;

import dev.shizuka.policy.lease.Demand.Claim;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Batches from look to look. One stays as it is while all that it covers is to be covered; others come into new ones, so that an instance
 * more or less does not replace a silence of many.
 */
final class Batches {
  private final Map<Member, Demand> left;
  private final Instant at;
  private final List<Batch> standing = new ArrayList<>();

  private Batches(Map<Member, Demand> demands, Instant at) {
    this.left = new LinkedHashMap<>(demands);
    this.at = at;
  }

  /** Sorted by policy, then matchers. */
  static List<Batch> next(List<Batch> before, Map<Member, Demand> demands, Instant at) {
    Batches batches = new Batches(demands, at);
    before.forEach(batches::follow);
    batches.left.values().removeIf(demand -> demand.claim() == Claim.LEFT);
    if (!batches.left.isEmpty()) {
      batches.standing.addAll(new Grouping(at).batches(batches.left.values()));
      batches.standing.sort(null);
    }
    return List.copyOf(batches.standing);
  }

  private void follow(Batch batch) {
    List<Demand> demands = batch.members().stream().map(left::get).filter(Objects::nonNull).toList();
    Optional<Batch> next = batch.next(demands, at);
    next.ifPresent(stays -> {
      standing.add(stays);
      stays.members().forEach(left::remove);
    });
  }
}
