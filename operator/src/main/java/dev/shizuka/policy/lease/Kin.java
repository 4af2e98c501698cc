package dev.shizuka.policy.lease;

import dev.shizuka.catalog.ResourceId;
import dev.shizuka.policy.MatcherSet;
import java.time.Instant;
import java.util.Set;

/** What all members of a batch share, apart from values. */
record Kin(ResourceId policy, MatcherSet base, Set<String> without, Set<String> names, boolean oneInstance,
    Instant group) {
  static Kin of(Demand demand) {
    Member member = demand.member();
    return new Kin(member.policy(), member.base(), demand.without(), member.labels().keySet(), member.oneInstance(),
        demand.group());
  }
}
