package dev.shizuka.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.api.NoiseReportSpec;
import dev.shizuka.api.NoiseReportSpec.Window;
import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.ledger.facts.NoiseFacts;
import dev.shizuka.ledger.facts.SlotFacts;
import dev.shizuka.report.Metrics;
import dev.shizuka.report.noise.NoiseFigures;
import dev.shizuka.report.noise.NoiseFigures.Headline;
import dev.shizuka.report.noise.NoiseFigures.Objectives;
import dev.shizuka.report.noise.NoiseFigures.Total;
import dev.shizuka.report.noise.NoiseReportFigures;
import dev.shizuka.report.noise.ReportRequest;
import dev.shizuka.report.noise.ReportRequest.DeclaredPolicy;
import io.prometheus.client.CollectorRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Episodes = actionable + suppressed + brief + unobserved + open, and each of them what a naive count of everything says: in the ledger, in
 * the metrics and in the report, before and after old episodes are deleted.
 */
final class LedgerAccounts {
  /** The least that a ledger may be told to keep. */
  private static final Duration KEPT = Duration.ofDays(7);
  private static final LedgerSettings SETTINGS = new LedgerSettings(Scene.SETTLE, SlowFacts.ZONE);
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");
  private final StoreAddress address;
  private final Random random;
  private final NaiveAccount naive = new NaiveAccount();
  private Store store;
  private Ledger ledger;

  private LedgerAccounts(StoreAddress address, Random random) {
    this.address = address;
    this.random = random;
    this.store = Store.open(address);
    this.ledger = store.ledger(SETTINGS);
  }

  /** @param addresses of empty stores */
  static void agree(long seed, Supplier<StoreAddress> addresses) {
    Random random = new Random(seed);
    TwoBackends world = TwoBackends.of(random);
    LedgerAccounts accounts = new LedgerAccounts(addresses.get(), random);
    try {
      world.steps().forEach(accounts::step);
      accounts.compare();
      accounts.retain();
    } finally {
      accounts.store.close();
    }
  }

  private void step(TwoBackends.Step step) {
    step.polls().forEach(poll -> {
      ledger.record(poll);
      naive.see(poll);
    });
    step.told().forEach(event -> {
      ledger.accept(List.of(event));
      naive.hear(event);
    });
    if (random.nextInt(20) == 0) {
      store.close();
      store = Store.open(address);
      ledger = store.ledger(SETTINGS);
    }
    if (random.nextInt(25) == 0 && step.polls().size() == TwoBackends.BACKENDS.size()) {
      retain();
    }
  }

  private void retain() {
    naive.forgetWhatWaits();
    boolean more = true;
    while (more) {
      more = ledger.retain(naive.now(), KEPT);
    }
    compare();
  }

  private void compare() {
    SortedMap<String, Long> expected = naive.counts();
    assertThat(ledgerCounts()).as("ledger").isEqualTo(expected);
    assertThat(metricCounts()).as("metrics").isEqualTo(expected);
    NoiseFigures report = figures(ledger.facts());
    Map<String, Long> byOutcome = new HashMap<>();
    expected.forEach((key, count) -> byOutcome.merge(key.split(" ")[1], count, Long::sum));
    assertThat(reportCounts(report)).as("report").isEqualTo(byOutcome);
    assertThat(value(report, Total.Episodes)).as("all episodes, once")
        .isEqualTo(expected.values().stream().mapToLong(Long::longValue).sum());
    NoiseFigures slow = figures(naive.facts());
    assertThat(report.objectives().missesByCause()).as("misses").isEqualTo(slow.objectives().missesByCause());
    assertThat(lasting(report)).isEqualTo(lasting(slow));
  }

  private SortedMap<String, Long> ledgerCounts() {
    SortedMap<String, Long> counts = new TreeMap<>();
    ledger.totals().stream().filter(total -> total.count() > 0).forEach(total -> counts.merge(
        String.join(" ", total.backend(), total.outcome().label(), total.reason(), total.policy()), total.count(),
        Long::sum));
    ledger.open().stream().filter(episode -> episode.outcome().isEmpty())
        .forEach(episode -> counts.merge(open(episode.backend()), 1L, Long::sum));
    return counts;
  }

  private static String open(String backend) {
    return String.join(" ", backend, NaiveAccount.OPEN, "", "");
  }

  private SortedMap<String, Long> metricCounts() {
    SortedMap<String, Long> counts = new TreeMap<>();
    new Metrics(new CollectorRegistry(), ledger).render().lines().filter(line -> !line.startsWith("#"))
        .forEach(line -> {
          Map<String, String> labels = LABEL.matcher(line).results()
              .collect(Collectors.toMap((MatchResult label) -> label.group(1), label -> label.group(2)));
          long value = (long) Double.parseDouble(line.substring(line.lastIndexOf(' ')));
          if (line.startsWith("shizuka_alert_episodes_total{") && value > 0) {
            counts.merge(String.join(" ", labels.get("backend"), labels.get("outcome"), labels.get("reason"),
                labels.get("policy")), value, Long::sum);
          } else if (line.startsWith("shizuka_alert_episodes_open{") && !labels.get("outcome").equals("actionable")) {
            counts.merge(open(labels.get("backend")), value, Long::sum);
          }
        });
    return counts;
  }

  private static Map<String, Long> reportCounts(NoiseFigures report) {
    return List.of(Total.Actionable, Total.Suppressed, Total.Brief, Total.Unobserved, Total.Open).stream()
        .filter(total -> value(report, total) > 0)
        .collect(Collectors.toMap(total -> total.name().toLowerCase(Locale.ROOT), total -> value(report, total)));
  }

  private static long value(NoiseFigures report, Total total) {
    return report.totals().stream().filter(headline -> headline.figure() == total).mapToLong(Headline::value).sum();
  }

  /** Made when the quarter of an hour of the last poll is over, so that everything is in its window. */
  private NoiseFigures figures(NoiseFacts facts) {
    Instant at = SlotFacts.slot(naive.now()).plus(SlotFacts.SLOT);
    NoiseReportSpec spec = new NoiseReportSpec(null, new Window("100d", null, null), null, SlowFacts.ZONE.getId(), null,
        null, null, null, List.of("cause 0"));
    return NoiseReportFigures.of(new ReportRequest(new ResourceId(Kind.CLUSTER_NOISE_REPORT, "", "all"), spec, at,
        new TreeMap<>(Map.of("p3", 97)),
        List.of(new DeclaredPolicy(Scene.NIGHTLY.qualifiedName(), Mode.Enforce, Optional.empty(), true),
            new DeclaredPolicy(Scene.NODES.qualifiedName(), Mode.Observe, Optional.empty(), true))),
        facts);
  }

  /** What is kept for good: single calls go with their episodes, and gaps as well. */
  private static NoiseFigures lasting(NoiseFigures report) {
    Objectives all = report.objectives();
    return new NoiseFigures(report.header(), report.totals(), report.trend(), report.target(), report.ranking(),
        new Objectives(all.byPriority(), all.byOwner(), all.byNamespace(), all.missesByCause(), all.missed(),
            all.missedWithoutCause(), List.of()),
        report.policies(), List.of(), report.toil(), List.of());
  }
}
