package dev.shizuka.backend.alertmanager;

import dev.shizuka.backend.BackendException;
import dev.shizuka.backend.Backoff;
import dev.shizuka.backend.SilenceSync;
import dev.shizuka.backend.SyncLoop;
import dev.shizuka.compile.Silence;
import dev.shizuka.plan.ObservedSilence;
import dev.shizuka.plan.SilenceChange;
import dev.shizuka.plan.SilenceLimit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the silences of one Alertmanager cluster as they are declared: reads, plans, writes; after each request, and at every resync. What is
 * ours is found by its mark, so nothing has to be remembered over a restart.
 */
public final class SilenceLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SilenceLoop.class);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Settings settings;
  private final SyncLoop loop;
  /** Declared silences that were seen or made to stand: where one of them must be written again unchanged, somebody else was at it. */
  private Set<Silence> standing = Set.of();
  private final Backoff backoff = new Backoff();

  /**
   * @param name for threads and the log
   * @param backends all backends whose Alertmanager this is; each gets its own {@link SilenceSync}
   * @param installation whose silences are ours
   * @param desired asked at each sync
   * @param resync how often to look without being asked; widened to five times the last read's duration
   * @param most how many silences each of the backends may have
   */
  public record Settings(String name, List<String> backends, AlertmanagerCluster cluster, String installation,
      Supplier<Desired> desired, Plan plan, Clock clock, Duration resync, Consumer<SilenceSync> results, int most) {
    public Settings {
      backends = backends.stream().distinct().sorted().toList();
    }

    /** Of backends that may have as many silences as they like. */
    public Settings(String name, List<String> backends, AlertmanagerCluster cluster, String installation,
        Supplier<Desired> desired, Plan plan, Clock clock, Duration resync, Consumer<SilenceSync> results) {
      this(name, backends, cluster, installation, desired, plan, clock, resync, results, Integer.MAX_VALUE);
    }
  }

  /**
   * What should stand.
   *
   * @param silences of all backends of this loop
   * @param frozen whether nothing may be made, renewed or extended
   */
  public record Desired(List<Silence> silences, boolean frozen) {
    public Desired {
      silences = List.copyOf(silences);
    }
  }

  /** Desired against observed. Pure. */
  public interface Plan {
    /** @param observed pending and active ones, foreign ones included */
    List<SilenceChange> plan(List<Silence> desired, List<ObservedSilence> observed, boolean frozen, Instant now);
  }

  public SilenceLoop(Settings settings) {
    this.settings = settings;
    this.loop = new SyncLoop("silences " + settings.name(), PAUSE, this::run);
  }

  /** Asks for a sync soon; returns at once. */
  public void request() {
    loop.request();
  }

  public void start() {
    loop.start();
  }

  @Override
  public void close() {
    loop.close();
  }

  private Duration run() throws InterruptedException {
    SyncReport report = new SyncReport(settings, settings.clock().instant(), System.nanoTime());
    try {
      return sync(report);
    } catch (BackendException unread) {
      if (unread.reason().equals("Interrupted")) {
        throw new InterruptedException();
      }
      report.unread(unread.reason(), unread.sentence());
    } catch (RuntimeException bug) {
      LOG.error("Silences of {}: sync failed; trying again", settings.name(), bug);
      report.unread("InternalError", "the sync failed inside Shizuka: see its log");
    }
    return backoff.next();
  }

  private Duration sync(SyncReport report) throws BackendException, InterruptedException {
    SilenceReading reading = settings.cluster().silences();
    Desired wanted = settings.desired().get();
    SilenceLimit limit = SilenceLimit.of(wanted.silences(), reading.silences(), settings.most());
    Desired desired = new Desired(limit.silences(), wanted.frozen());
    List<SilenceChange> plan = settings.plan().plan(desired.silences(), reading.silences(), desired.frozen(),
        report.at());
    SilenceWrites writes = new SilenceWrites(settings.cluster());
    writes.apply(plan);
    Standing now = Standing.after(reading, writes, settings.installation());
    Map<Boolean, List<Silence>> written = toWrite(plan).stream()
        .collect(Collectors.partitioningBy(silence -> writes.made().containsKey(silence.matchers())));
    List<Silence> repaired = written.getOrDefault(true, List.of()).stream().filter(standing::contains).toList();
    report.done(desired, reading, writes, new SyncReport.Found(now, repaired, limit.leftOut()));
    standing = remembered(desired, now, written.getOrDefault(false, List.of()));
    if (writes.worthRetrying()) {
      return backoff.next();
    }
    backoff.reset();
    Duration gentle = reading.took().multipliedBy(5);
    return gentle.compareTo(settings.resync()) > 0 ? gentle : settings.resync();
  }

  private static List<Silence> toWrite(List<SilenceChange> plan) {
    return plan.stream().flatMap(change -> switch (change) {
      case SilenceChange.Create(Silence silence) -> Stream.of(silence);
      case SilenceChange.Update(ObservedSilence ignored, Silence silence) -> Stream.of(silence);
      case SilenceChange.Expire ignored -> Stream.empty();
      case SilenceChange.Supersede ignored -> Stream.empty();
    }).toList();
  }

  /**
   * What stands as declared now. What stood and could not be repaired yet is still known to have stood; where nothing may be written, what
   * is new or changed does not stand as declared, whatever is there.
   */
  private Set<Silence> remembered(Desired desired, Standing now, Collection<Silence> notWritten) {
    Set<Silence> next = new HashSet<>();
    for (Silence silence : desired.silences()) {
      boolean stands = !desired.frozen() && now.bindings().containsKey(silence.matchers())
          && !notWritten.contains(silence);
      if (stands || standing.contains(silence)) {
        next.add(silence);
      }
    }
    return Set.copyOf(next);
  }

}
