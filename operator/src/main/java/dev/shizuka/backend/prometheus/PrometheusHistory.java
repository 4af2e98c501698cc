package dev.shizuka.backend.prometheus;

import dev.shizuka.backend.Access;
import dev.shizuka.backend.BackendException;
import dev.shizuka.backend.Http;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** Asks one Prometheus which alerts fired in the past: its series {@code ALERTS}, a part at a time. */
public final class PrometheusHistory implements AutoCloseable {
  /** {@code up} says that it was at work where nothing fired; it has no labels here, which {@code ALERTS} always has. */
  private static final String FIRING = "ALERTS{alertstate=\"firing\"} or count(up)";
  private static final Http.Limits LIMITS = new Http.Limits(Duration.ofSeconds(30), 32 << 20);
  /** Samples of each series in one reply. */
  private static final long MOST_SAMPLES = 240;
  private static final long FEWEST_SAMPLES = 8;
  private static final int MOST_SERIES = 50_000;
  /** Failures that a smaller question would meet just the same. */
  private static final Set<String> HOPELESS = Set.of("Unauthorized", "Forbidden", "AddressRefused", "Interrupted",
      "BadReply");

  private final PrometheusClient client;

  /** @param backend what messages call it */
  public PrometheusHistory(String backend, String url, Access access) {
    this.client = new PrometheusClient(
        new Http("Prometheus " + backend + " at " + url, URI.create(url), access, LIMITS));
  }

  /**
   * What fired at {@code from} and at each step after it up to {@code until}.
   *
   * @throws BackendException {@code Relabelled} where it cannot be told what Alertmanager was told, {@code TooMuch} where more fired than is taken
   */
  public Past past(Instant from, Instant until, Duration step) throws BackendException {
    SentLabels labels = SentLabels.of(client.title(), client.configuration());
    Past.Builder past = new Past.Builder(step);
    Instants all = new Instants(from, until, step);
    Instant at = from;
    long most = MOST_SAMPLES;
    while (!at.isAfter(until)) {
      Instants part = Instants.some(at, most, all);
      try {
        client.range(FIRING, part).forEach(past::add);
        at = part.until().plus(step);
        most = Math.min(MOST_SAMPLES, most * 2);
      } catch (BackendException failed) {
        if (HOPELESS.contains(failed.reason()) || most <= FEWEST_SAMPLES) {
          throw failed;
        }
        most /= 2;
      }
      if (past.size() > MOST_SERIES) {
        throw new BackendException("TooMuch", false,
            client.title() + " tells of more than " + MOST_SERIES + " alerts from " + from + " to " + until);
      }
    }
    return past.build(labels);
  }

  @Override
  public void close() {
    client.close();
  }
}
