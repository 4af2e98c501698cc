package dev.shizuka.observe;

import dev.shizuka.catalog.Memory;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.policy.lease.Lease;
import dev.shizuka.policy.lease.LeaseState;
import dev.shizuka.policy.lease.Leases;
import dev.shizuka.policy.lease.Look;
import dev.shizuka.policy.lease.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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

  /** What is still wanted of what stands, by a wider lease of its policy too, with the ends that it has, or earlier ones. */
  private List<Lease> unrenewed(Step step, Instant at) {
    Map<ResourceId, List<Lease>> wanted = step.leases().stream().collect(Collectors.groupingBy(Lease::policy));
    return leases.orElse(List.of()).stream()
        .flatMap(lease -> latest(lease, wanted.getOrDefault(lease.policy(), List.of())).stream()
            .map(end -> ending(lease, end)))
        .filter(lease -> lease.endsAt().isAfter(at)).toList();
  }

  /** The latest end that anything which contains this lease is wanted to have. */
  private static Optional<Instant> latest(Lease lease, List<Lease> wanted) {
    return wanted.stream().filter(wider -> lease.matchers().within(wider.matchers())).map(Lease::endsAt)
        .max(Comparator.naturalOrder());
  }

  private static Lease ending(Lease lease, Instant latest) {
    return lease.endsAt().isAfter(latest)
        ? new Lease(lease.policy(), lease.matchers(), lease.startsAt(), latest)
        : lease;
  }

  private void want(List<Lease> now) {
    Optional<List<Lease>> next = Optional.of(now);
    if (!next.equals(leases)) {
      leases = next;
      settings.changed().run();
    }
  }
}
