package dev.shizuka.observe;

import dev.shizuka.catalog.Memory;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.policy.MatcherSet;
import dev.shizuka.policy.lease.Lease;
import dev.shizuka.policy.lease.LeaseState;
import dev.shizuka.policy.lease.Leases;
import dev.shizuka.policy.lease.Look;
import dev.shizuka.policy.lease.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The leases of one Alertmanager cluster from look to look. Where there is no look, nothing is renewed, and the leases run out by themselves; so
 * too where what is declared could not be read for too long, for nobody knows then whether the policies still stand.
 */
public final class LeaseKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);

  private final Settings settings;
  private final LeaseMemory memory;
  private LeaseState state;
  private volatile Optional<List<Lease>> leases = Optional.empty();

  /**
   * @param cluster title of the cluster
   * @param unreadableSince since when what is declared cannot be read; empty while it can
   * @param longestUnreadable for how long leases are renewed all the same
   * @param changed called when other leases are wanted, and at the first look; must return at once
   */
  public record Settings(String cluster, Memory memory, Supplier<Optional<Instant>> unreadableSince,
      Duration longestUnreadable, Runnable changed) {}

  public LeaseKeeper(Settings settings) {
    this.settings = settings;
    this.memory = new LeaseMemory(settings.memory(), settings.cluster());
    this.state = memory.recall();
  }

  /** What should stand by the last look; empty before the first one, when nobody knows. */
  public Optional<List<Lease>> leases() {
    return leases;
  }

  /** Takes a look; not to be called by two threads at once. A failure inside leaves the leases to run out. */
  Kept look(Look look, PoliciesHere here, Coverages coverages) {
    try {
      Step step = Leases.step(state, look, here.conditional(), coverages.conditional());
      boolean blind = blind(look.at());
      state = step.state();
      want(blind ? unrenewed(step, look.at()) : step.leases());
      memory.remember(state);
      return new Kept(step.kept(), step.flaps(), !blind && !here.compiled().frozen());
    } catch (RuntimeException bug) {
      LOG.error("Leases of {} could not be decided: they run out, and what they keep quiet is heard",
          settings.cluster(), bug);
      return Kept.NOTHING;
    }
  }

  private boolean blind(Instant at) {
    return settings.unreadableSince().get()
        .filter(since -> Duration.between(since, at).compareTo(settings.longestUnreadable()) > 0).isPresent();
  }

  /** A policy, and what of it a lease keeps quiet. */
  private record Held(ResourceId policy, MatcherSet matchers) {
    static Held of(Lease lease) {
      return new Held(lease.policy(), lease.matchers());
    }
  }

  /** What is still wanted of what stands, with the ends that it has. */
  private List<Lease> unrenewed(Step step, Instant at) {
    Set<Held> wanted = new HashSet<>();
    step.leases().forEach(lease -> wanted.add(Held.of(lease)));
    return leases.orElse(List.of()).stream().filter(lease -> lease.endsAt().isAfter(at))
        .filter(lease -> wanted.contains(Held.of(lease))).toList();
  }

  private void want(List<Lease> now) {
    Optional<List<Lease>> next = Optional.of(now);
    if (!next.equals(leases)) {
      leases = next;
      settings.changed().run();
    }
  }
}
