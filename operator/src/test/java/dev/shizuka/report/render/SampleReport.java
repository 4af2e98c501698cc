package dev.shizuka.report.render;

import dev.shizuka.api.NoiseReportSpec;
import dev.shizuka.api.NoiseReportSpec.Target;
import dev.shizuka.api.NoiseReportSpec.Unit;
import dev.shizuka.api.NoiseReportSpec.Window;
import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.ledger.facts.AlertSeries;
import dev.shizuka.ledger.facts.Answer;
import dev.shizuka.ledger.facts.EpisodeFact;
import dev.shizuka.ledger.facts.EpisodeFacts;
import dev.shizuka.ledger.facts.MemoryFacts;
import dev.shizuka.ledger.facts.Period;
import dev.shizuka.report.noise.NoiseFigures;
import dev.shizuka.report.noise.NoiseReportFigures;
import dev.shizuka.report.noise.NoiseWorld;
import dev.shizuka.report.noise.NoiseWorld.Shape;
import dev.shizuka.report.noise.ReportRequest;
import dev.shizuka.report.noise.ReportRequest.DeclaredPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A report that has something to say in each of its sections. */
final class SampleReport {
  static final String HOSTILE = "<script>alert('x')</script> | `a` & \"b\"";
  private static final Instant NOW = Instant.parse("2026-11-21T03:20:00Z");
  private static final Instant BEGIN = Instant.parse("2026-06-30T15:00:00Z");
  private static final Instant QUARTER = Instant.parse("2026-09-30T15:00:00Z");
  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

  private SampleReport() {}

  static NoiseFigures figures() {
    return figures(world().episodes());
  }

  static NoiseFigures hostile() {
    AlertSeries series = new AlertSeries(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE);
    return figures(new NoiseWorld(1).alert(series, 2, QUARTER, 50, late(HOSTILE)).episodes());
  }

  static NoiseFigures empty() {
    return figures(List.of());
  }

  private static NoiseWorld world() {
    int before = 92;
    int now = 51;
    return new NoiseWorld(2026)
        .alert(shop("CheckoutErrorRatioHigh", "p2"), 0.5, BEGIN, before + now, NoiseWorld.handled(25, 50))
        .alert(shop("CheckoutLatencyHigh", "p2"), 0.3, BEGIN, before + now, late("SecondIncident"))
        .together(shop("PaymentProviderTimeouts", "p1"), shop("PaymentQueueFull", "p2"), 0.1, BEGIN, before + now,
            late(""))
        .alert(shop("QueueLagging", "p3"), 0.1, BEGIN, before, NoiseWorld.handled(20, 30))
        .alert(shop("QueueLagging", "p3"), 0.7, QUARTER, now, NoiseWorld.handled(20, 30))
        .alert(infra("DiskAlmostFull", "p3"), 0.8, BEGIN, before + now, NoiseWorld.ignored(25))
        .alert(infra("CertificateRenewalSlow", "p4"), 0.4, BEGIN, before + now, NoiseWorld.ignored(3))
        .alert(infra("HostHighCpu", "p4"), 0.4, BEGIN, before + now, noAction())
        .alert(infra("HostHighCpu", "p4"), 2.1, BEGIN, before + now, NoiseWorld.quiet("infra/nightly-batch"))
        .alert(infra("SwitchPortFlapping", "p4"), 0.6, BEGIN, before + now, again())
        .alert(infra("BackupSlow", "p4"), 0.3, BEGIN, before + now, observed());
  }

  private static AlertSeries shop(String alertname, String priority) {
    return new AlertSeries("main", "shop", "checkout", "team-shop", alertname, priority);
  }

  private static AlertSeries infra(String alertname, String priority) {
    return new AlertSeries("main", "infra", "hosts", "team-infra", alertname, priority);
  }

  private static Shape late(String cause) {
    return (at, series, random) -> EpisodeFacts.called(at).cause(cause)
        .answered(Answer.Kind.ACKNOWLEDGED, Duration.ofMinutes(20 + random.nextInt(30)))
        .ended(Duration.ofMinutes(60 + random.nextInt(90)));
  }

  private static Shape noAction() {
    return (at, series, random) -> NoiseWorld.handled(30, 20).of(at, series, random).cause("NoActionNeeded");
  }

  private static Shape again() {
    return (at, series, random) -> NoiseWorld.ignored(15).of(at, series, random)
        .previousEnded(Duration.ofMinutes(random.nextInt(40)));
  }

  private static Shape observed() {
    return (at, series, random) -> NoiseWorld.handled(40, 15).of(at, series, random).wouldSuppress("slow-backups");
  }

  private static NoiseFigures figures(List<EpisodeFact> episodes) {
    NoiseReportSpec spec = new NoiseReportSpec(null, new Window(null, Unit.Quarter, null), null, TOKYO.getId(),
        new Target(-20, null), null, null, null, List.of());
    ReportRequest request = new ReportRequest(new ResourceId(Kind.CLUSTER_NOISE_REPORT, "", "quarter"), spec, NOW,
        new TreeMap<>(Map.of("p2", 97, "p3", 97)),
        List.of(
            new DeclaredPolicy("infra/nightly-batch", Mode.Enforce, Optional.of(NOW.plus(Duration.ofDays(300))), true),
            new DeclaredPolicy("shop/old-launch", Mode.Enforce, Optional.of(NOW.plus(Duration.ofDays(12))), true),
            new DeclaredPolicy("slow-backups", Mode.Observe, Optional.of(NOW.plus(Duration.ofDays(90))), true)));
    Period gap = new Period(Instant.parse("2026-10-20T01:02:00Z"), Instant.parse("2026-10-20T03:40:00Z"));
    return NoiseReportFigures.of(request, new MemoryFacts(episodes, TOKYO, NOW, List.of(gap)));
  }
}
