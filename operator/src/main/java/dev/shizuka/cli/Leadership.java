package dev.shizuka.cli;

import dev.shizuka.ledger.Store;
import dev.shizuka.ledger.StoreAddress;
import dev.shizuka.operator.Candidate;
import dev.shizuka.operator.Election;
import dev.shizuka.operator.LeaderLease;
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
  private final Standby standby;
  private final Announcer announcer;

  /** What the leader does. */
  interface Work {
    void with(Store store) throws InterruptedException;
  }

  private Leadership(Optional<LeaderLease> lease, ListenOption listen, Announcer announcer) {
    this.lease = lease;
    this.announcer = announcer;
    this.election = lease.map(rival -> new Election(rival, Election.Timing.LEASE, Leadership::end))
        .orElseGet(() -> new Election(Candidate.ALONE, Election.Timing.ALONE, Leadership::end));
    this.standby = Standby.start(election, listen, announcer);
  }

  /** Answers probes from now on. */
  static Leadership seek(Optional<LeaderLease> lease, ListenOption listen, Announcer announcer) {
    return new Leadership(lease, listen, announcer);
  }

  /** Does the work once it leads; not at all if it is asked to stop before. The work has the port to itself. */
  void lead(StoreAddress address, Stop stop, Work work) throws InterruptedException {
    if (standby.await(stop)) {
      try (Store store = StoreAtStart.open(address, announcer, stop)) {
        election.check(store::newest);
        standby.close();
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
    standby.close();
    election.close();
    lease.ifPresent(LeaderLease::close);
  }
}
