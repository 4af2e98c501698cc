package dev.shizuka.report.run;

import dev.shizuka.api.NoiseReportSpec;
import dev.shizuka.api.NoiseReportStatus;
import dev.shizuka.backend.Addresses;
import dev.shizuka.backend.SyncLoop;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.NoiseReportCompiler;
import dev.shizuka.compile.Verdict;
import dev.shizuka.ledger.ReportDeliveries;
import dev.shizuka.ledger.ReportDelivery;
import dev.shizuka.ledger.ReportDelivery.State;
import dev.shizuka.ledger.StoreException;
import dev.shizuka.ledger.facts.NoiseFacts;
import dev.shizuka.report.noise.NoiseFigures;
import dev.shizuka.report.noise.NoiseReportFigures;
import dev.shizuka.report.noise.ReportRequest;
import dev.shizuka.report.run.Edition.Means;
import dev.shizuka.report.run.Postman.Errand;
import dev.shizuka.report.run.Sent.Refused;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes each accepted report at its time, delivers it, and says what became of it. */
public final class ReportRunner implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReportRunner.class);
  private static final Duration PAUSE = Duration.ofMillis(100);
  /** Clocks are set and machines sleep: no wait is longer. */
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final Settings settings;
  private final Postman postman;
  private final Schedules schedules;
  private final Headlines headlines = new Headlines();
  private final Means means;
  private final SyncLoop loop = new SyncLoop("reports", PAUSE, this::step);
  private volatile @Nullable Catalog catalog;
  /** Those whose trouble the log has. */
  private final Set<ResourceId> poisoned = new HashSet<>();
  private Map<ResourceId, NoiseReportStatus> told = Map.of();
  private String trouble = "";

  /**
   * What it stands on.
   *
   * @param installation stands in the idempotency keys
   * @param timeout until a receiver answers
   * @param told gets the status, without conditions, of every accepted report whenever one of them changes
   */
  public record Settings(NoiseFacts facts, ReportDeliveries deliveries, Addresses addresses, String installation,
      Clock clock, Patience patience, Duration timeout, Consumer<Map<ResourceId, NoiseReportStatus>> told) {}

  public ReportRunner(Settings settings) {
    this.settings = settings;
    this.postman = new Postman(settings.deliveries(), settings.clock(), settings.patience());
    this.schedules = new Schedules(settings.deliveries());
    this.means = new Means(settings.addresses(), new Webhook(settings.timeout()), settings.installation());
    loop.start();
  }

  /** Takes the newest catalog; returns at once. */
  public void follow(Catalog newest) {
    if (!newest.equals(catalog)) {
      catalog = newest;
      loop.request();
    }
  }

  /** Looks at once what is due. */
  void look() {
    loop.request();
  }

  private Duration step() throws InterruptedException {
    Catalog now = catalog;
    if (now == null) {
      return LONGEST;
    }
    try {
      Duration next = look(now);
      trouble = "";
      return next;
    } catch (StoreException away) {
      tell("Reports wait for the store: " + away.getMessage(), null);
    } catch (RuntimeException bug) {
      tell("Reports could not be made or delivered; tried again in " + LONGEST.toSeconds() + " seconds", bug);
    }
    return LONGEST;
  }

  private void tell(String sentence, @Nullable Exception cause) {
    if (!sentence.equals(trouble)) {
      LOG.error(sentence, cause);
      trouble = sentence;
    }
  }

  private Duration look(Catalog declared) throws InterruptedException {
    postman.settle();
    List<Declared<NoiseReportSpec>> accepted = accepted(declared);
    Instant taken = settings.clock().instant();
    schedules.take(declared, accepted, taken);
    List<ReportDelivery> due = newest().stream().filter(one -> one.state() == State.PENDING)
        .filter(one -> !one.nextAt().isAfter(settings.clock().instant())).toList();
    List<Errand> errands = new ArrayList<>();
    accepted.forEach(report -> errands.addAll(errands(report, declared, of(report, due))));
    postman.run(errands);
    show(declared, accepted);
    return wait(accepted, taken);
  }

  private static List<Declared<NoiseReportSpec>> accepted(Catalog declared) {
    Set<ResourceId> accepted = NoiseReportCompiler.compile(declared).stream().filter(Verdict::accepted)
        .map(Verdict::id).collect(Collectors.toSet());
    return declared.reports().stream().filter(report -> accepted.contains(report.id())).toList();
  }

  private List<ReportDelivery> newest() {
    return settings.deliveries().newest();
  }

  private static List<ReportDelivery> of(Declared<NoiseReportSpec> report, List<ReportDelivery> deliveries) {
    return deliveries.stream().filter(one -> one.report().equals(report.id())).toList();
  }

  private List<Errand> errands(Declared<NoiseReportSpec> report, Catalog declared, List<ReportDelivery> due) {
    if (due.isEmpty()) {
      return List.of();
    }
    Optional<Edition> edition = figures(report, declared, due.getFirst().due())
        .map(figures -> new Edition(report, due.getFirst().due(), figures));
    List<Target> targets = Target.of(report.spec().delivery());
    return due.stream().map(delivery -> new Errand(delivery, () -> {
      Target target = Target.valueOf(delivery.target());
      if (!targets.contains(target)) {
        return new Letter.Impossible(new Refused("spec.delivery names it no longer"));
      }
      return edition.map(one -> one.letter(target, means))
          .orElseGet(() -> new Letter.Impossible(new Refused("the report could not be made, see the log")));
    })).toList();
  }

  /** Empty where they cannot be made for a reason that is the report's own: it must not stop the others. */
  private Optional<NoiseFigures> figures(Declared<NoiseReportSpec> report, Catalog declared, Instant at) {
    try {
      NoiseFigures figures = NoiseReportFigures.of(ReportRequest.of(report, declared, at), settings.facts());
      poisoned.remove(report.id());
      return Optional.of(figures);
    } catch (StoreException away) {
      throw away;
    } catch (RuntimeException bug) {
      if (poisoned.add(report.id())) {
        LOG.error("{} could not be made; it is tried again, and the others go on", report.id(), bug);
      }
      return Optional.empty();
    }
  }

  private void show(Catalog declared, List<Declared<NoiseReportSpec>> accepted) {
    headlines.keep(accepted);
    List<ReportDelivery> newest = newest();
    Instant now = settings.clock().instant();
    Map<ResourceId, NoiseReportStatus> statuses = new TreeMap<>();
    accepted.forEach(report -> headlines
        .of(report, of(report, newest), now, at -> figures(report, declared, at))
        .ifPresent(status -> statuses.put(report.id(), status)));
    if (!statuses.equals(told)) {
      told = Map.copyOf(statuses);
      settings.told().accept(told);
    }
  }

  /**
   * Until something is due, or tried again.
   *
   * @param taken until when scheduled times are taken care of: one may have come since
   */
  private Duration wait(List<Declared<NoiseReportSpec>> accepted, Instant taken) {
    Instant now = settings.clock().instant();
    Stream<Instant> due = accepted.stream().map(report -> Schedules.next(report, taken)).flatMap(Optional::stream);
    Set<ResourceId> ids = accepted.stream().map(Declared::id).collect(Collectors.toSet());
    Stream<Instant> again = newest().stream()
        .filter(one -> one.state() == State.PENDING && ids.contains(one.report())).map(ReportDelivery::nextAt);
    Duration wait = Stream.concat(due, again).min(Instant::compareTo).map(next -> Duration.between(now, next))
        .orElse(LONGEST);
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait.plusMillis(1);
  }

  /** What is on its way is given some seconds to arrive. */
  @Override
  public void close() {
    loop.close();
  }
}
