package dev.shizuka.report.noise;

import dev.shizuka.api.NoiseReportSpec.Figure;
import dev.shizuka.api.NoiseReportSpec.Target;
import dev.shizuka.ledger.Outcome;
import dev.shizuka.ledger.facts.FactScope;
import dev.shizuka.ledger.facts.NoiseFacts;
import dev.shizuka.ledger.facts.NoiseFacts.KeySum;
import dev.shizuka.ledger.facts.Period;
import dev.shizuka.ledger.facts.Sums;
import dev.shizuka.report.noise.AlertTotals.Alert;
import dev.shizuka.report.noise.AlertTotals.Row;
import dev.shizuka.report.noise.NoiseFigures.Header;
import dev.shizuka.report.noise.NoiseFigures.Headline;
import dev.shizuka.report.noise.NoiseFigures.Progress;
import dev.shizuka.report.noise.NoiseFigures.ScopeText;
import dev.shizuka.report.noise.NoiseFigures.Toil;
import dev.shizuka.report.noise.NoiseFigures.Total;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the figures of one report. */
public final class NoiseReportFigures {
  /** How far back an alert's own history is asked for what it costs. */
  private static final Duration HISTORY = Duration.ofDays(365);

  private final ReportRequest request;
  private final NoiseFacts facts;
  private final ReportPeriods periods;
  private final FactScope scope;
  private final ZoneId zone;

  private NoiseReportFigures(ReportRequest request, NoiseFacts facts) {
    this.request = request;
    this.facts = facts;
    this.periods = ReportPeriods.of(request.spec(), request.now());
    this.scope = request.scope();
    this.zone = ZoneId.of(Objects.requireNonNull(request.spec().timeZone()));
  }

  /** @param request of a report that compile has accepted */
  public static NoiseFigures of(ReportRequest request, NoiseFacts facts) {
    return new NoiseReportFigures(request, facts).figures();
  }

  private NoiseFigures figures() {
    Period window = periods.window();
    var slots = facts.totals(scope, window);
    Counts now = Counts.of(slots, zone);
    List<KeySum> sums = facts.sums(scope, window);
    Map<Alert, Row> rows = AlertTotals.of(sums);
    Period past = new Period(window.until().minus(HISTORY), window.until());
    Map<Alert, Row> history = AlertTotals.of(facts.sums(scope, past));
    return new NoiseFigures(header(), headlines(now), Trends.of(slots, window, zone), progress(now),
        Rankings.of(rows, AlertTotals.of(facts.sums(scope, periods.comparison())), periods),
        ObjectiveSection.of(sums, facts.misses(scope, window, ObjectiveSection.SHOWN), request.objectives()),
        PolicySection.of(sums, facts.observed(scope, window), history, request),
        Candidates.of(rows, facts.coFirings(scope, window)), toil(sums), facts.gaps(window));
  }

  private Header header() {
    return new Header(request.report().qualifiedName(), request.now(), zone.getId(), periods.window(),
        periods.comparison(), periods.scale(), new ScopeText(sorted(scope.namespaces()), sorted(scope.owners()),
            sorted(scope.services()), sorted(scope.priorities())));
  }

  private static List<String> sorted(Set<String> names) {
    return names.stream().sorted().toList();
  }

  private List<Headline> headlines(Counts now) {
    Counts before = Counts.of(facts.totals(scope, periods.comparison()), zone);
    return Arrays.stream(Total.values()).map(total -> headline(total, now.value(total), before.value(total)))
        .toList();
  }

  private Headline headline(Total total, long now, long before) {
    double scaled = before * periods.scale();
    return new Headline(total, now, scaled, scaled == 0 ? null : (now - scaled) / scaled * 100);
  }

  private @Nullable Progress progress(Counts now) {
    Target target = request.spec().target();
    if (target == null || target.percent() == null) {
      return null;
    }
    Figure figure = target.ofOrHandlingTime();
    double baseline = Counts.of(facts.totals(scope, periods.baseline()), zone).value(figure)
        * periods.baselineScale();
    double goal = baseline * (100 + target.percent()) / 100;
    double elapsed = periods.elapsed();
    double expected = goal * elapsed;
    long actual = now.value(figure);
    boolean onTrack = target.percent() <= 0 ? actual <= expected : actual >= expected;
    return new Progress(figure, target.percent(), baseline, goal, elapsed, expected, actual,
        elapsed == 0 ? actual : actual / elapsed, onTrack);
  }

  private Toil toil(List<KeySum> sums) {
    Set<String> causes = Set.copyOf(request.spec().noActionCauses());
    Sums calls = sum(sums.stream().filter(sum -> sum.key().is(Outcome.ACTIONABLE)).toList());
    long noAction = sum(sums.stream().filter(sum -> causes.contains(sum.key().cause())).toList()).handlingSeconds();
    long needed = calls.episodes() - calls.unattended();
    return new Toil(calls.handlingSeconds(), noAction, share(noAction, calls.handlingSeconds()), needed,
        calls.sameDay(), share(calls.sameDay(), needed));
  }

  private static @Nullable Double share(long part, long whole) {
    return whole == 0 ? null : (double) part / whole;
  }

  private static Sums sum(List<KeySum> sums) {
    return sums.stream().map(KeySum::sums).reduce(Sums.ZERO, Sums::plus);
  }
}
