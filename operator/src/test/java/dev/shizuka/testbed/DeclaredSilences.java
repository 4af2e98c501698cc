package dev.shizuka.testbed;

import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.backend.Access;
import dev.shizuka.backend.BackendException;
import dev.shizuka.backend.Http;
import dev.shizuka.backend.SilenceSync;
import dev.shizuka.backend.alertmanager.AlertmanagerCluster;
import dev.shizuka.backend.alertmanager.SilenceLoop;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.compile.CompiledPolicies;
import dev.shizuka.compile.LastGoodPriorities;
import dev.shizuka.compile.Mark;
import dev.shizuka.compile.PolicyCompiler;
import dev.shizuka.compile.PolicyObjects;
import dev.shizuka.compile.Silence;
import dev.shizuka.compile.SilenceCompiler;
import dev.shizuka.plan.ObservedSilence;
import dev.shizuka.plan.SilencePlanner;
import dev.shizuka.plan.SilenceScope;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compile, plan and write as the engine wires them, for a client that loses its patience sooner. */
public final class DeclaredSilences implements AutoCloseable {
  private static final MonitoringBackendSpec BACKEND = new MonitoringBackendSpec(null, List.of(), null, null,
      new MonitoringBackendSpec.Alertmanager(List.of("http://localhost:9093")), null, null);
  private final String installation;
  private final AlertmanagerCluster cluster;
  private final SilenceLoop loop;
  private volatile Catalog catalog = Catalog.EMPTY;
  private volatile Optional<SilenceSync> last = Optional.empty();

  /** As much of a silence as is declared; times to the second. */
  public record Look(String matchers, Instant endsAt, String comment) {}

  /** Starts with nothing declared. */
  public DeclaredSilences(String installation, Duration patience, URI... members) {
    this.installation = installation;
    this.cluster = cluster(patience, members);
    this.loop = new SilenceLoop(new SilenceLoop.Settings("main", List.of("main"), cluster, installation,
        () -> new SilenceLoop.Desired(silences(), false),
        (desired, observed, frozen, now) -> SilencePlanner.plan(desired, observed,
            new SilenceScope(installation, Set.of("main"), frozen, now)),
        Clock.systemUTC(), Duration.ofMillis(300), sync -> last = Optional.of(sync)));
    loop.start();
  }

  private static AlertmanagerCluster cluster(Duration patience, URI... members) {
    return new AlertmanagerCluster(Arrays.stream(members)
        .map(url -> new Http("Alertmanager main at " + url, url, Access.OPEN, patience)).toList());
  }

  /** Asks for a sync with this; returns at once. */
  public void declare(Catalog now) {
    catalog = now;
    loop.request();
  }

  public void request() {
    loop.request();
  }

  /** The last sync that there was. */
  public Optional<SilenceSync> last() {
    return last;
  }

  public CompiledPolicies compiled() {
    return PolicyCompiler.compile(catalog, LastGoodPriorities.NONE, Instant.now());
  }

  private List<Silence> silences() {
    return SilenceCompiler.compile(compiled(), PolicyObjects.backend(BACKEND), catalog, installation, Instant.now());
  }

  /** What should stand. */
  public List<Look> declared() {
    return silences().stream().map(silence -> new Look(silence.matchers().toString(),
        silence.endsAt().truncatedTo(ChronoUnit.SECONDS), silence.comment())).toList();
  }

  /** What a member shows of this installation, each silence that is pending or active. */
  public List<Look> standing(URI member) throws BackendException {
    try (AlertmanagerCluster direct = cluster(Duration.ofSeconds(10), member)) {
      return direct.silences().silences().stream().filter(this::ours).map(silence -> new Look(
          silence.matchers().toString(), silence.endsAt().truncatedTo(ChronoUnit.SECONDS), silence.comment())).toList();
    }
  }

  /** Whose each silence is, by id, as a member tells it. */
  public Map<String, Mark> marks(URI member) throws BackendException {
    try (AlertmanagerCluster direct = cluster(Duration.ofSeconds(10), member)) {
      return direct.silences().marks();
    }
  }

  private boolean ours(ObservedSilence silence) {
    return silence.mark().filter(mark -> mark.installation().equals(installation)).isPresent();
  }

  @Override
  public void close() {
    loop.close();
    cluster.close();
  }
}
