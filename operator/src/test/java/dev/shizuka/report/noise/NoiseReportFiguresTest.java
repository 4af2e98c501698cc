package dev.shizuka.report.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shizuka.api.NoiseReportSpec;
import dev.shizuka.api.NoiseReportSpec.Scope;
import dev.shizuka.api.NoiseReportSpec.Target;
import dev.shizuka.api.NoiseReportSpec.Window;
import dev.shizuka.api.SuppressionPolicySpec;
import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.Origin;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.ledger.Outcome;
import dev.shizuka.ledger.facts.AlertSeries;
import dev.shizuka.ledger.facts.EpisodeFact;
import dev.shizuka.ledger.facts.EpisodeFact.Objective;
import dev.shizuka.ledger.facts.MemoryFacts;
import dev.shizuka.report.noise.NoiseFigures.Attainment;
import dev.shizuka.report.noise.NoiseFigures.Candidate;
import dev.shizuka.report.noise.NoiseFigures.Headline;
import dev.shizuka.report.noise.NoiseFigures.PolicyEffect;
import dev.shizuka.report.noise.NoiseFigures.RankedAlert;
import dev.shizuka.report.noise.NoiseFigures.Reason;
import dev.shizuka.report.noise.NoiseFigures.Total;
import dev.shizuka.report.noise.ReportRequest.DeclaredPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Each figure again, slowly, from the episodes themselves. */
class NoiseReportFiguresTest {
  private static final Instant NOW = Instant.parse("2026-11-21T03:20:00Z");
  private static final Instant END = Instant.parse("2026-11-21T03:15:00Z");
  private static final ZoneId ZONE = ZoneId.of("Asia/Kathmandu");
  private static final Duration DAYS = Duration.ofDays(10);

  @Property(tries = 40)
  void eachFigureEqualsASlowCountOfTheEpisodes(@ForAll long seed) {
    List<EpisodeFact> episodes = new NoiseWorld(seed).anything(400, NOW.minus(Duration.ofDays(22)),
        Duration.ofDays(22)).episodes();
    NoiseFigures figures = figures(episodes, "", null);
    List<EpisodeFact> now = between(episodes, END.minus(DAYS), END);
    List<EpisodeFact> before = between(episodes, END.minus(DAYS).minus(DAYS), END.minus(DAYS));
    for (Headline headline : figures.totals()) {
      assertThat(headline.value()).as("%s", headline.figure()).isEqualTo(slow(headline.figure(), now));
      assertThat(headline.before()).as("%s", headline.figure()).isEqualTo(slow(headline.figure(), before));
    }
    assertThat(value(figures, Total.Episodes)).isEqualTo(Stream.of(Total.Actionable, Total.Suppressed, Total.Brief,
        Total.Unobserved, Total.Open).mapToLong(total -> value(figures, total)).sum());
    assertThat(
        figures.trend().bars().stream().mapToLong(bar -> bar.actionable() + bar.suppressed() + bar.other()).sum())
        .isEqualTo(now.size());
    ranking(figures, now);
    objectives(figures, now);
    policies(figures, now, between(episodes, Instant.EPOCH, END));
    candidates(figures, now, episodes);
    toil(figures, now);
  }

  private static long slow(Total total, List<EpisodeFact> episodes) {
    return switch (total) {
      case Episodes -> episodes.size();
      case Actionable -> count(episodes, called());
      case Suppressed -> count(episodes, outcome(Outcome.SUPPRESSED));
      case Brief -> count(episodes, outcome(Outcome.BRIEF));
      case Unobserved -> count(episodes, outcome(Outcome.UNOBSERVED));
      case Open -> count(episodes, episode -> episode.outcome().isEmpty());
      case Unattended -> count(episodes, EpisodeFact::unattended);
      case HandlingTime -> episodes.stream().mapToLong(EpisodeFact::handlingSeconds).sum();
      case NightCalls -> count(episodes, called().and(episode -> night(episode).isPresent()));
      case Nights -> episodes.stream().filter(called()).flatMap(episode -> night(episode).stream()).distinct().count();
    };
  }

  /** The evening of the night in which it called. */
  private static Optional<LocalDate> night(EpisodeFact episode) {
    var local = episode.actionableAt().orElseThrow().atZone(ZONE);
    if (local.toLocalTime().isBefore(LocalTime.of(7, 0))) {
      return Optional.of(local.toLocalDate().minusDays(1));
    }
    return local.getHour() >= 22 ? Optional.of(local.toLocalDate()) : Optional.empty();
  }

  private static void ranking(NoiseFigures figures, List<EpisodeFact> now) {
    Map<String, Long> handling = new HashMap<>();
    now.forEach(episode -> handling.merge(alert(episode), episode.handlingSeconds(), Long::sum));
    long total = handling.values().stream().mapToLong(Long::longValue).sum();
    double cumulative = 0;
    long last = Long.MAX_VALUE;
    for (RankedAlert ranked : figures.ranking().byHandling()) {
      long own = handling.get(ranked.namespace() + "/" + ranked.alertname());
      cumulative += (double) own / total;
      assertThat(ranked.handlingSeconds()).isEqualTo(own).isLessThanOrEqualTo(last);
      assertThat(ranked.handlingShare()).isCloseTo((double) own / total, within(1e-9));
      assertThat(ranked.cumulativeShare()).isCloseTo(cumulative, within(1e-9));
      last = own;
    }
    assertThat(figures.ranking().byHandling()).hasSize((int) handling.values().stream().filter(own -> own > 0).count());
    figures.ranking().byCalls().forEach(ranked -> assertThat(ranked.actionable()).isEqualTo(
        count(now, called().and(episode -> alert(episode).equals(ranked.namespace() + "/" + ranked.alertname())))));
  }

  private static void objectives(NoiseFigures figures, List<EpisodeFact> now) {
    for (Attainment row : figures.objectives().byPriority()) {
      Predicate<EpisodeFact> own = episode -> episode.series().priority().equals(row.name());
      assertThat(row.met()).isEqualTo(count(now, own.and(judged(Objective.MET))));
      assertThat(row.missed()).isEqualTo(count(now, own.and(judged(Objective.MISSED))));
      assertThat(row.excluded()).isEqualTo(count(now, own.and(judged(Objective.EXCLUDED))));
      assertThat(row.pending()).isEqualTo(count(now, own.and(judged(Objective.PENDING))));
      assertThat(row.promised()).isEqualTo(row.name().equals("p2") ? 97 : null);
    }
    assertThat(figures.objectives().missed()).isEqualTo(count(now, judged(Objective.MISSED)));
    assertThat(figures.objectives().missedWithoutCause())
        .isEqualTo(count(now, judged(Objective.MISSED).and(episode -> episode.cause().isEmpty())));
    figures.objectives().missesByCause().forEach(cause -> assertThat(cause.missed()).isEqualTo(
        count(now, judged(Objective.MISSED).and(episode -> episode.cause().equals(cause.cause())))));
    assertThat(figures.objectives().missesShown())
        .hasSize((int) Math.min(50, count(now, judged(Objective.MISSED))));
  }

  private static Predicate<EpisodeFact> judged(Objective objective) {
    return episode -> episode.objective(NOW) == objective;
  }

  private static void policies(NoiseFigures figures, List<EpisodeFact> now, List<EpisodeFact> ever) {
    for (PolicyEffect effect : figures.policies()) {
      List<EpisodeFact> own = now.stream().filter(outcome(Outcome.SUPPRESSED))
          .filter(episode -> episode.policy().equals(effect.policy())).toList();
      assertThat(effect.suppressed()).isEqualTo(own.size());
      double saved = 0;
      double calls = 0;
      for (EpisodeFact episode : own) {
        List<EpisodeFact> heard = ever.stream().filter(one -> alert(one).equals(alert(episode)))
            .filter(called().or(outcome(Outcome.BRIEF))).toList();
        if (heard.size() >= 5) {
          saved += heard.stream().mapToLong(EpisodeFact::handlingSeconds).average().orElseThrow();
          calls += (double) count(heard, called()) / heard.size();
        }
      }
      if (effect.handlingSaved() != null) {
        assertThat(effect.handlingSaved().mean()).isCloseTo(saved, within(1e-6 * (1 + saved)));
        assertThat(effect.callsSaved().mean()).isCloseTo(calls, within(1e-6 * (1 + calls)));
        assertThat(effect.handlingSaved().low()).isBetween(0.0, effect.handlingSaved().mean());
      }
      List<EpisodeFact> hidden = now.stream().filter(called()).filter(episode -> episode.endedAt().isPresent())
          .filter(episode -> episode.wouldSuppress().contains(effect.policy())).toList();
      assertThat(effect.wouldHide()).isEqualTo(hidden.size());
      assertThat(effect.wouldHideHandlingSeconds())
          .isEqualTo(hidden.stream().mapToLong(EpisodeFact::handlingSeconds).sum());
    }
    assertThat(figures.policies()).extracting(PolicyEffect::policy).contains("idle", "observer");
    assertThat(figures.policies()).filteredOn(effect -> effect.policy().equals("idle")).singleElement()
        .matches(PolicyEffect::unused).matches(PolicyEffect::expiring);
  }

  private static void candidates(NoiseFigures figures, List<EpisodeFact> now, List<EpisodeFact> all) {
    for (Candidate candidate : figures.candidates()) {
      List<EpisodeFact> own = now.stream()
          .filter(one -> alert(one).equals(candidate.namespace() + "/" + candidate.alertname())).toList();
      long matching = count(own, switch (candidate.reason()) {
        case Unattended -> EpisodeFact::unattended;
        case EndsByItself -> EpisodeFact::unattendedBriefly;
        case Flapping -> EpisodeFact::again;
        case Together -> called().and(one -> together(one, candidate.with(), all));
      });
      assertThat(candidate.matching()).isEqualTo(matching);
      assertThat(candidate.of()).isEqualTo(
          candidate.reason() == Reason.Flapping ? own.size() : count(own, called()));
    }
  }

  private static boolean together(EpisodeFact episode, String other, List<EpisodeFact> all) {
    return all.stream().filter(called())
        .anyMatch(one -> one.series().alertname().equals(other)
            && one.series().namespace().equals(episode.series().namespace())
            && one.series().backend().equals(episode.series().backend())
            && Math.abs(one.actionableAt().orElseThrow().getEpochSecond()
                - episode.actionableAt().orElseThrow().getEpochSecond()) <= 300);
  }

  private static void toil(NoiseFigures figures, List<EpisodeFact> now) {
    assertThat(figures.toil().noActionSeconds()).isEqualTo(now.stream()
        .filter(episode -> episode.cause().equals("NoActionNeeded")).mapToLong(EpisodeFact::handlingSeconds).sum());
    assertThat(figures.toil().sameDay()).isEqualTo(count(now, episode -> episode.answeredSameDay(ZONE)));
    assertThat(figures.toil().calls()).isEqualTo(count(now, called()) - count(now, EpisodeFact::unattended));
  }

  @Property(tries = 15)
  void namespacedReportSeesItsOwnNamespaceOnly(@ForAll long seed) {
    List<EpisodeFact> episodes = new NoiseWorld(seed).anything(200, NOW.minus(DAYS), DAYS).episodes();
    NoiseFigures figures = figures(episodes, "shop",
        new Scope(List.of("infra"), List.of("team-1"), List.of(), List.of("p1", "p2")));
    Set<String> priorities = new HashSet<>(Set.of("p1", "p2"));
    assertThat(value(figures, Total.Episodes)).isEqualTo(count(between(episodes, END.minus(DAYS), END),
        episode -> episode.series().namespace().equals("shop") && episode.series().owner().equals("team-1")
            && priorities.contains(episode.series().priority())));
  }

  @Test
  void policyIsCalledIdleOnlyWhereTheReportSeesAllItDoes() {
    Instant expires = NOW.plus(Duration.ofDays(100));
    Catalog catalog = new Catalog(List.of(), List.of(),
        List.of(policy(Kind.SUPPRESSION_POLICY, "shop", "own", expires),
            policy(Kind.SUPPRESSION_POLICY, "infra", "others", expires),
            policy(Kind.CLUSTER_SUPPRESSION_POLICY, "", "hush", expires),
            policy(Kind.CLUSTER_SUPPRESSION_POLICY, "", "elsewhere", expires)),
        List.of(), Map.of(), List.of());
    var series = new AlertSeries("main", "shop", "s", "o", "A", "p2");
    MemoryFacts facts = new MemoryFacts(new NoiseWorld(5).alert(series, 3, NOW.minus(DAYS), 9,
        NoiseWorld.quiet("hush")).episodes(), ZONE, NOW, List.of());
    assertThat(effects("shop", null, catalog, facts)).containsExactly("hush Enforce false", "shop/own Enforce true");
    assertThat(effects("", new Scope(List.of(), List.of("o"), List.of(), List.of()), catalog, facts))
        .containsExactly("hush Enforce false");
    assertThat(effects("", null, catalog, facts)).containsExactly("elsewhere Enforce true", "hush Enforce false",
        "infra/others Enforce true", "shop/own Enforce true");
  }

  private static List<String> effects(String namespace, Scope scope, Catalog catalog, MemoryFacts facts) {
    Kind kind = namespace.isEmpty() ? Kind.CLUSTER_NOISE_REPORT : Kind.NOISE_REPORT;
    NoiseReportSpec spec = new NoiseReportSpec(scope, new Window("10d", null, null), null, ZONE.getId(), null, null,
        null, null, List.of());
    Declared<NoiseReportSpec> report = new Declared<>(new ResourceId(kind, namespace, "r"), "", 0, spec,
        Origin.CLUSTER);
    return NoiseReportFigures.of(ReportRequest.of(report, catalog, NOW), facts).policies().stream()
        .map(effect -> effect.policy() + " " + effect.mode() + " " + effect.unused()).sorted().toList();
  }

  private static Declared<SuppressionPolicySpec> policy(Kind kind, String namespace, String name, Instant expires) {
    return new Declared<>(new ResourceId(kind, namespace, name), "", 0,
        new SuppressionPolicySpec(Mode.Enforce, "quiet", null, expires, List.of(), null), Origin.CLUSTER);
  }

  @Test
  void targetSaysWhereTodayOughtToBe() {
    var series = new AlertSeries("main", "shop", "s", "o", "A", "p2");
    Instant begin = Instant.parse("2026-07-01T00:00:00Z");
    NoiseWorld world = new NoiseWorld(7).alert(series, 4, begin, 143, NoiseWorld.handled(10, 30));
    NoiseReportSpec spec = new NoiseReportSpec(null, new Window(null, NoiseReportSpec.Unit.Quarter, null), null, "UTC",
        new Target(-20, null), null, null, null, List.of());
    ReportRequest request = new ReportRequest(new ResourceId(Kind.CLUSTER_NOISE_REPORT, "", "q"), spec, NOW,
        new TreeMap<>(), List.of());
    NoiseFigures figures = NoiseReportFigures.of(request,
        new MemoryFacts(world.episodes(), ZoneId.of("UTC"), NOW, List.of()));
    long quarterBefore = between(world.episodes(), begin, Instant.parse("2026-10-01T00:00:00Z")).stream()
        .mapToLong(EpisodeFact::handlingSeconds).sum();
    double elapsed = Duration.between(Instant.parse("2026-10-01T00:00:00Z"), END).toSeconds()
        / (double) Duration.ofDays(92).toSeconds();
    var target = figures.target();
    assertThat(target.baseline()).isEqualTo(quarterBefore);
    assertThat(target.goal()).isCloseTo(quarterBefore * 0.8, within(1e-6));
    assertThat(target.expected()).isCloseTo(quarterBefore * 0.8 * elapsed, within(1e-3));
    assertThat(target.actual()).isEqualTo(value(figures, Total.HandlingTime));
    assertThat(target.onTrack()).as("nothing changed, so a fifth less is not reached").isFalse();
  }

  @Test
  void reportMadeInTheFirstMomentOfItsWindowIsEmpty() {
    Instant begin = Instant.parse("2026-10-01T00:00:00Z");
    NoiseReportSpec spec = new NoiseReportSpec(null, new Window(null, NoiseReportSpec.Unit.Quarter, null), null, "UTC",
        new Target(-20, null), null, null, null, List.of());
    NoiseFigures figures = NoiseReportFigures.of(
        new ReportRequest(new ResourceId(Kind.CLUSTER_NOISE_REPORT, "", "q"), spec, begin, new TreeMap<>(), List.of()),
        new MemoryFacts(new NoiseWorld(3).anything(50, begin.minus(DAYS), DAYS).episodes(), ZoneId.of("UTC"), begin,
            List.of()));
    assertThat(value(figures, Total.Episodes)).isZero();
    assertThat(figures.trend().bars()).isEmpty();
    assertThat(figures.target().expected()).isZero();
    assertThat(figures.target().onTrack()).isTrue();
  }

  /** Nothing of the comparison is left when it is scaled to a window without length. */
  @Test
  void reportMadeInTheFirstMomentOfItsWindowHasNoChangeThatIsNoNumber() {
    Instant begin = Instant.parse("2026-10-01T00:00:00Z");
    NoiseReportSpec spec = new NoiseReportSpec(null, new Window(null, NoiseReportSpec.Unit.Quarter, null),
        new NoiseReportSpec.Comparison("10d", null, null), "UTC", new Target(-20, null), null, null, null, List.of());
    NoiseFigures figures = NoiseReportFigures.of(
        new ReportRequest(new ResourceId(Kind.CLUSTER_NOISE_REPORT, "", "q"), spec, begin, new TreeMap<>(), List.of()),
        new MemoryFacts(new NoiseWorld(3).anything(50, begin.minus(DAYS), DAYS).episodes(), ZoneId.of("UTC"), begin,
            List.of()));
    assertThat(figures.totals()).extracting(Headline::changePercent).containsOnlyNulls();
  }

  private static NoiseFigures figures(List<EpisodeFact> episodes, String namespace, Scope scope) {
    NoiseReportSpec spec = new NoiseReportSpec(scope, new Window("10d", null, null), null, ZONE.getId(), null, null,
        null, null, List.of());
    Kind kind = namespace.isEmpty() ? Kind.CLUSTER_NOISE_REPORT : Kind.NOISE_REPORT;
    ReportRequest request = new ReportRequest(new ResourceId(kind, namespace, "r"), spec, NOW,
        new TreeMap<>(Map.of("p2", 97)),
        List.of(new DeclaredPolicy("idle", Mode.Enforce, Optional.of(NOW.plus(Duration.ofDays(20))), true),
            new DeclaredPolicy("observer", Mode.Observe, Optional.empty(), true),
            new DeclaredPolicy("hush", Mode.Enforce, Optional.empty(), true)));
    return NoiseReportFigures.of(request, new MemoryFacts(episodes, ZONE, NOW, List.of()));
  }

  private static List<EpisodeFact> between(List<EpisodeFact> episodes, Instant from, Instant until) {
    return episodes.stream().filter(
        episode -> !episode.countedAt().isBefore(from) && episode.countedAt().isBefore(until)).toList();
  }

  private static long value(NoiseFigures figures, Total total) {
    return figures.totals().stream().filter(headline -> headline.figure() == total).findFirst().orElseThrow().value();
  }

  private static String alert(EpisodeFact episode) {
    return episode.series().namespace() + "/" + episode.series().alertname();
  }

  private static long count(List<EpisodeFact> episodes, Predicate<EpisodeFact> wanted) {
    return episodes.stream().filter(wanted).count();
  }

  private static Predicate<EpisodeFact> called() {
    return outcome(Outcome.ACTIONABLE);
  }

  private static Predicate<EpisodeFact> outcome(Outcome outcome) {
    return episode -> episode.outcome().equals(Optional.of(outcome));
  }
}
