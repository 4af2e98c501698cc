package dev.shizuka.cli;

import dev.shizuka.operator.Candidate.Standing;
import dev.shizuka.operator.Election;
import dev.shizuka.report.Metrics;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.time.Duration;

/**
 * One that waits to be the leader. It writes nowhere and opens no store; it answers probes, and asks whoever sends something to come again, for on a new
 * connection it may meet the leader.
 */
final class Standby implements AutoCloseable {
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final String COME_AGAIN = "1";

  private final Election election;
  private final Announcer announcer;
  private final Javalin server;
  private volatile State state = new State("starting", false);

  /** @param ready whether it could take over as far as it knows */
  private record State(String sentence, boolean ready) {
    static State of(Standing standing) {
      return switch (standing) {
        case Standing.Leading leading -> new State("opening the store", true);
        case Standing.Following(String leader) -> new State("standby; the leader is " + leader, true);
        case Standing.Unknown(String why) -> new State("standby; who leads is not known: " + why, false);
      };
    }
  }

  private Standby(Election election, Announcer announcer) {
    this.election = election;
    this.announcer = announcer;
    this.server = WebServer.small();
    server.get("/healthz", context -> context.result("ok\n"));
    server.get("/readyz", context -> context.status(state.ready() ? 200 : 503).result(state.sentence() + "\n"));
    server.get("/metrics",
        context -> context.contentType(WebServer.METRICS).result(Metrics.standby(Version.text())));
    server.error(404, this::comeAgain);
  }

  /** @throws UnusableException if nobody can listen there */
  static Standby start(Election election, ListenOption listen, Announcer announcer) {
    Standby standby = new Standby(election, announcer);
    WebServer.start(standby.server, listen.host(), listen.port());
    return standby;
  }

  /** Waits until it leads; false if it was asked to stop first. */
  boolean await(Stop stop) throws InterruptedException {
    while (!leads()) {
      if (stop.await(LOOK)) {
        return false;
      }
    }
    return true;
  }

  private boolean leads() {
    Standing standing = election.stand();
    State now = State.of(standing);
    boolean leads = standing instanceof Standing.Leading;
    if (!leads && !now.equals(state)) {
      announcer.say(now.sentence());
    }
    state = now;
    return leads;
  }

  private void comeAgain(Context context) {
    context.status(503).header("Retry-After", COME_AGAIN).header("Connection", "close")
        .contentType("text/plain; charset=utf-8").result(state.sentence() + "\n");
  }

  @Override
  public void close() {
    server.stop();
  }
}
