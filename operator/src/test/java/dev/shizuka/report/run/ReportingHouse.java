package dev.shizuka.report.run;

import dev.shizuka.api.NoiseReportSpec;
import dev.shizuka.api.NoiseReportSpec.Delivery;
import dev.shizuka.api.NoiseReportSpec.Directory;
import dev.shizuka.api.NoiseReportSpec.Endpoint;
import dev.shizuka.api.NoiseReportSpec.Schedule;
import dev.shizuka.api.NoiseReportSpec.ValueFrom;
import dev.shizuka.api.NoiseReportSpec.Window;
import dev.shizuka.api.NoiseReportStatus;
import dev.shizuka.backend.Addresses;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.Origin;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.ledger.Store;
import dev.shizuka.ledger.facts.Answer;
import dev.shizuka.ledger.facts.EpisodeFacts;
import dev.shizuka.ledger.facts.MemoryFacts;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A runner over a real store, by a clock that is moved by hand; patience is short. */
final class ReportingHouse implements AutoCloseable {
  static final ResourceId MONTHLY = new ResourceId(Kind.NOISE_REPORT, "shop", "monthly");
  /** The first minute of its schedule after this is 9:00 of the first of December in Tokyo. */
  static final Instant BEFORE = Instant.parse("2026-11-30T23:00:00Z");
  static final Instant DUE = Instant.parse("2026-12-01T00:00:00Z");
  static final Duration TIMEOUT = Duration.ofSeconds(4);

  private final Map<ResourceId, NoiseReportStatus> statuses = new ConcurrentHashMap<>();
  private final Store store;
  private final ReportRunner runner;
  private volatile Instant now;

  ReportingHouse(Path directory, Instant now, Addresses addresses) {
    this.now = now;
    this.store = Store.open(directory);
    this.runner = new ReportRunner(new ReportRunner.Settings(facts(), store.reportDeliveries(), addresses, "test",
        new HandMovedClock(), new Patience(Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofHours(24)),
        TIMEOUT,
        statuses::putAll));
  }

  /** One alert that called somebody ten days before, and took half an hour. */
  private static MemoryFacts facts() {
    return new MemoryFacts(List.of(EpisodeFacts.called(DUE.minus(Duration.ofDays(10)))
        .answered(Answer.Kind.ACKNOWLEDGED, Duration.ofMinutes(5)).ended(Duration.ofMinutes(35)).fact()),
        ZoneOffset.UTC, DUE, List.of());
  }

  static Delivery to(@Nullable String slack, @Nullable String webhook, @Nullable Path folder) {
    return new Delivery(slack == null ? null : new Endpoint(new ValueFrom(null, slack)),
        webhook == null ? null : new Endpoint(new ValueFrom(null, webhook)),
        folder == null ? null : new Directory(folder.toString()));
  }

  /** @param cron by Tokyo's clock */
  static Catalog catalog(String cron, Delivery delivery) {
    NoiseReportSpec spec = new NoiseReportSpec(null, new Window("30d", null, null), null, "Asia/Tokyo", null,
        new Schedule(cron, null), delivery, null, List.of());
    return new Catalog(List.of(), List.of(), List.of(), List.of(), Map.of(), List.of(), List.of(),
        List.of(new Declared<>(MONTHLY, "", 0, spec, new Origin("reports.yaml", Map.of()))));
  }

  ReportRunner runner() {
    return runner;
  }

  /** The clock jumps; whatever is due is looked for at once. */
  void at(Instant time) {
    now = time;
    runner.look();
  }

  @Nullable
  NoiseReportStatus status() {
    return statuses.get(MONTHLY);
  }

  /** The last delivery's result, or that there is none. */
  String result() {
    NoiseReportStatus status = status();
    return status == null || status.lastDelivery() == null ? "none" : status.lastDelivery().result();
  }

  /** What the last delivery says of itself; empty where there is none. */
  String message() {
    NoiseReportStatus status = status();
    return status == null || status.lastDelivery() == null ? "" : String.valueOf(status.lastDelivery().message());
  }

  @Override
  public void close() {
    runner.close();
    store.close();
  }

  /** Goes on from where it was set, so that tries that come later do come. */
  private final class HandMovedClock extends Clock {
    private Instant set = now;
    private long since = System.nanoTime();

    @Override
    public synchronized Instant instant() {
      if (!set.equals(now)) {
        set = now;
        since = System.nanoTime();
      }
      return set.plusNanos(System.nanoTime() - since);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }
}
