package dev.shizuka.cli;

import dev.shizuka.ledger.Store;
import dev.shizuka.ledger.StoreAddress;
import dev.shizuka.operator.Candidate;
import dev.shizuka.operator.Election;
import dev.shizuka.operator.LeaderLease;
import io.fabric8.kubernetes.client.Config;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that only one process does: with the store open, from when this one leads until it is asked to stop. Whoever loses the lead is not asked: the process
 * ends in that moment, as by {@code kill -9}, after which everything is known to go on, for an orderly end would write on for seconds.
 */
final class Leadership implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);
  private final Optional<LeaderLease> lease;
  private final Election election;

  /** What the leader does. */
  interface Work {
    void with(Store store) throws InterruptedException;
  }

  /** Where it waits for its turn. */
  record Place(ListenOption listen, StoreAddress store, Announcer announcer, Stop stop) {}

  private Leadership(Optional<LeaderLease> lease) {
    this.lease = lease;
    this.election = lease.map(rival -> new Election(rival, Election.Timing.LEASE, Leadership::end))
        .orElseGet(() -> new Election(Candidate.ALONE, Election.Timing.ALONE, Leadership::end));
  }

  /** @param namespace the operator's own */
  static Leadership seek(LeaderOptions options, Config config, String namespace) {
    return new Leadership(
        options.elects() ? Optional.of(options.rival(config, namespace)) : Optional.empty());
  }

  /** Does the work once it leads; not at all if it is asked to stop before. */
  void lead(Place place, Work work) throws InterruptedException {
    Optional<Store> opened;
    try (Standby standby = Standby.start(election, place.listen(), place.announcer())) {
      opened = standby.await(place.stop(), () -> Store.open(place.store()));
    }
    if (opened.isPresent()) {
      try (Store store = opened.get()) {
        election.check(store::newest);
        work.with(store);
      }
    }
  }

  private static void end(String why) {
    LOG.error("Not the leader any more, so this process ends at once: {}. A new leader goes on where it was", why);
    Runtime.getRuntime().halt(Shizuka.NOT_IN_FORCE);
  }

  /** Gives the lead to whoever waits for it. */
  @Override
  public void close() {
    election.close();
    lease.ifPresent(LeaderLease::close);
  }
}
