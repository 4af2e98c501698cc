package dev.shizuka.backend.alertmanager;

import dev.shizuka.backend.BackendException;
import dev.shizuka.backend.Backoff;
import dev.shizuka.backend.InhibitionSync;
import dev.shizuka.backend.SyncLoop;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.InhibitRule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the completed configuration of one Alertmanager cluster: reads the base, completes it with the declared inhibit rules, writes the output
 * where it differs, and sees that Alertmanager runs with it; after each request, and at every resync.
 */
public final class InhibitionLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(InhibitionLoop.class);
  private static final Duration PAUSE = Duration.ofMillis(200);
  /** What takes longer is told while it is waited for. */
  private static final Duration LONG_DELAY = Duration.ofSeconds(10);

  private final Settings settings;
  private final Completion completion;
  private final SyncLoop loop;
  private final Backoff backoff = new Backoff();

  /**
   * @param backends those whose rules come here; each gets its own {@link InhibitionSync}
   * @param installation whose rules these are
   * @param desired asked at each sync
   * @param resync how often to look without being asked
   */
  public record Settings(List<String> backends, AlertmanagerCluster cluster, ConfigurationPlace place,
      String installation, Supplier<Desired> desired, Clock clock, Duration resync,
      Listener results) {
    public Settings {
      backends = backends.stream().distinct().sorted().toList();
    }

    String title() {
      return String.join(", ", backends);
    }
  }

  /** Who is told. */
  @FunctionalInterface
  public interface Listener {
    void synced(InhibitionSync sync);

    /** Nothing of ours was wanted any more ({@link Desired#over}), and nothing of ours is in force. */
    default void withdrawn() {}
  }

  /**
   * What should be in force.
   *
   * @param rules by policy
   * @param frozen whether only rules may stay that stand already
   * @param over whether nothing of ours is wanted any more: the output becomes the base as it is
   */
  public record Desired(Map<ResourceId, List<InhibitRule>> rules, boolean frozen, boolean over) {
    public Desired {
      rules = Map.copyOf(rules);
    }

    TreeMap<ResourceId, List<InhibitRule>> sorted() {
      return new TreeMap<>(rules);
    }
  }

  public InhibitionLoop(Settings settings) {
    this.settings = settings;
    this.completion = new Completion(settings.place(), new ConfigurationTrial(settings.cluster(), settings.place()),
        settings.installation());
    this.loop = new SyncLoop("inhibition " + settings.title(), PAUSE, this::run);
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
    long begin = System.nanoTime();
    Desired desired = settings.desired().get();
    CompletionOutcome outcome = sync(desired, begin);
    if (outcome.reason().equals("Overtaken")) {
      return Duration.ZERO;
    }
    tell(outcome, begin);
    if (desired.over() && outcome.synced()) {
      settings.results().withdrawn();
    }
    if (outcome.settled()) {
      backoff.reset();
      return settings.resync();
    }
    return backoff.next();
  }

  private CompletionOutcome sync(Desired desired, long begin) throws InterruptedException {
    try {
      return completion.sync(desired, new Waiting(desired, begin));
    } catch (BackendException failed) {
      if (failed.reason().equals("Interrupted")) {
        throw new InterruptedException();
      }
      return CompletionOutcome.failed(failed.reason(), failed.sentence());
    } catch (RuntimeException bug) {
      LOG.error("Inhibition of {}: sync failed; trying again", settings.title(), bug);
      return CompletionOutcome.failed("InternalError", "The sync failed inside Shizuka: see its log");
    }
  }

  private final class Waiting implements ConfigurationTrial.Watch {
    private final Desired desired;
    private final long begin;
    private boolean told;

    Waiting(Desired desired, long begin) {
      this.desired = desired;
      this.begin = begin;
    }

    @Override
    public void waiting() {
      if (!told && settings.place().delay().compareTo(LONG_DELAY) > 0) {
        told = true;
        tell(CompletionOutcome.failed("Arriving", "Written to " + settings.place().output()
            + "; Alertmanager does not show it yet, which takes a minute or two in a cluster"), begin);
      }
    }

    @Override
    public boolean overtaken() {
      return !settings.desired().get().equals(desired);
    }
  }

  private void tell(CompletionOutcome outcome, long begin) {
    Instant now = settings.clock().instant();
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    for (String backend : settings.backends()) {
      settings.results().synced(new InhibitionSync(backend, now, took, outcome.synced(), outcome.reason(),
          outcome.message(), completion.replicas(), Set.copyOf(outcome.inForce()), outcome.failures(),
          completion.drift()));
    }
  }

}
