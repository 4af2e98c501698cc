package dev.shizuka.cli.inbound;

import dev.shizuka.cli.inbound.RefusedException.Why;
import dev.shizuka.response.Delivery;
import dev.shizuka.response.Fault;
import dev.shizuka.response.Reading;
import dev.shizuka.response.Responses.Outcome;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One endpoint. In this order, so that strangers cost least: who sends (by header), how often, how much, how slowly, who sends (by body), what it says.
 */
final class Endpoint {
  private static final Logger LOG = LoggerFactory.getLogger(Endpoint.class);
  /** Bodies that are read at once: 16 MiB of memory. */
  private static final int AT_ONCE = 16;
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration STORE_MAY_COME_BACK = Duration.ofSeconds(10);

  private final Kind kind;
  private final ResponseApi.Settings settings;
  private final TokenBucket bucket;
  private final Semaphore reading = new Semaphore(AT_ONCE);
  /** The log is told once how it failed, until it goes well again. */
  private final AtomicBoolean failing = new AtomicBoolean();

  /** @param source the label of its metrics */
  record Kind(String source, Guard guard, Function<Delivery, Reading> reader, Answers answers) {}

  Endpoint(Kind kind, ResponseApi.Settings settings) {
    this.kind = kind;
    this.settings = settings;
    this.bucket = new TokenBucket(settings.limits().perSecond(), settings.limits().burst(), System::nanoTime);
    settings.counts().expect(kind.source());
  }

  void handle(Context context) {
    try {
      kind.guard().admit(context);
      Duration wait = bucket.take();
      if (wait.isPositive()) {
        throw RefusedException.later(Why.LIMITED, wait);
      }
      byte[] body = body(context);
      kind.guard().verify(context, body);
      Outcome outcome = accept(kind.reader().apply(new Delivery(body, settings.clock().instant())));
      settings.counts().accepted(kind.source(), outcome);
      kind.answers().accepted(context, outcome);
    } catch (RefusedException refused) {
      settings.counts().refused(kind.source(), refused.why());
      kind.answers().refused(context, refused);
    }
  }

  private byte[] body(Context context) throws RefusedException {
    if (!reading.tryAcquire()) {
      throw RefusedException.later(Why.LIMITED, SOON);
    }
    try {
      return BoundedBody.read(context.bodyInputStream(), context.req().getContentLengthLong(),
          settings.limits().patience().multipliedBy(2));
    } finally {
      reading.release();
    }
  }

  private Outcome accept(Reading read) throws RefusedException {
    if (!read.faults().isEmpty()) {
      List<Fault> told = read.faults().stream().limit(3).toList();
      LOG.warn("What was sent to /api/v1/{} cannot be read and is ignored: {}", kind.source(), told);
      throw RefusedException.unreadable(read.faults());
    }
    if (read.events().isEmpty()) {
      return new Outcome(0, 0, 0);
    }
    try {
      Outcome outcome = settings.responses().accept(read.events());
      failing.set(false);
      return outcome;
    } catch (RuntimeException notKept) {
      if (failing.compareAndSet(false, true)) {
        LOG.error("What is sent to /api/v1/{} cannot be kept; senders are told to come again", kind.source(), notKept);
      }
      throw RefusedException.later(Why.FAILED, STORE_MAY_COME_BACK);
    }
  }
}
