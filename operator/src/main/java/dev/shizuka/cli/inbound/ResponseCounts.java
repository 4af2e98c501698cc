package dev.shizuka.cli.inbound;

import dev.shizuka.cli.inbound.RefusedException.Why;
import dev.shizuka.response.Responses.Outcome;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import java.util.Locale;

/** What came in and what became of it: {@code shizuka_responses_total{source,result}}; requests that are refused count as one each. */
public final class ResponseCounts {
  private final Counter counter;

  public ResponseCounts(CollectorRegistry registry) {
    counter = Counter
        .build("shizuka_responses_total", "Responses that were sent to Shizuka, and requests that it refused")
        .labelNames("source", "result").register(registry);
  }

  /** From the first scrape, so that {@code increase()} sees the first. */
  void expect(String source) {
    counter.labels(source, "new");
    counter.labels(source, "known");
    for (Why why : Why.values()) {
      counter.labels(source, result(why));
    }
  }

  void accepted(String source, Outcome outcome) {
    counter.labels(source, "new").inc(outcome.added());
    counter.labels(source, "known").inc(outcome.known());
  }

  void refused(String source, Why why) {
    counter.labels(source, result(why)).inc();
  }

  private static String result(Why why) {
    return why.name().toLowerCase(Locale.ROOT);
  }
}
