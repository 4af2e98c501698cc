package dev.shizuka.operator;

import dev.shizuka.api.Condition;
import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.api.MonitoringBackendStatus;
import dev.shizuka.api.MonitoringBackendStatus.Replica;
import dev.shizuka.backend.InhibitionSync;
import dev.shizuka.backend.RuleSync;
import dev.shizuka.backend.SilenceSync;
import dev.shizuka.catalog.Problem;
import dev.shizuka.compile.Verdict;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The status of a MonitoringBackend; it may have only one of Prometheus and Alertmanager. */
final class BackendReports {
  private BackendReports() {}

  /** What the last syncs of a backend came to, as far as it has these parts. */
  private record Syncs(Optional<RuleSync> rules, Optional<SilenceSync> silences,
      Optional<InhibitionSync> inhibition) {}

  /** Empty while the results are not about this version of the backend, or a part of it was not synced yet. */
  static Optional<Report<MonitoringBackendStatus>> of(Subject<MonitoringBackendSpec, MonitoringBackendStatus> backend,
      Board board, Instant now) {
    Optional<Finding> accepted = board.knows(backend) ? accepted(backend, board) : Optional.empty();
    String name = backend.id().name();
    Syncs syncs = new Syncs(board.rules(name), board.silences(name), board.inhibition(name));
    MonitoringBackendSpec spec = backend.spec();
    if (accepted.isEmpty() || accepted.get().holds() && spec != null && !complete(spec, syncs)) {
      return Optional.empty();
    }
    List<Condition> before = backend.status() == null ? List.of() : backend.status().conditions();
    List<Condition> conditions = Conditions.of(before, backend.generation(), now, accepted.get(), synced(syncs));
    MonitoringBackendStatus found = new MonitoringBackendStatus(conditions, backend.generation(), replicas(syncs),
        syncs.rules().map(sync -> sync.loadedRules() + "/" + sync.desiredRules()).orElse(null),
        syncs.rules().map(RuleSync::rejectedRules).orElse(null),
        syncs.silences().map(SilenceSync::owned).orElse(null), board.drift(name), lastSync(syncs).orElse(null));
    return Optional.of(Report.of(news(backend.status(), found)));
  }

  /** A sync that found everything as it was is no news: an estate at rest is not written about. */
  private static MonitoringBackendStatus news(@Nullable MonitoringBackendStatus before, MonitoringBackendStatus found) {
    return before != null && before.lastSync() != null && found.withLastSync(before.lastSync()).equals(before)
        ? before
        : found;
  }

  private static Optional<Finding> accepted(Subject<MonitoringBackendSpec, ?> backend, Board board) {
    Optional<Problem> unreadable = backend.spec() == null ? board.unreadable(backend.id()) : Optional.empty();
    if (unreadable.isPresent()) {
      return Optional.of(Finding.bad(unreadable.get().reason(), unreadable.get().message()));
    }
    return board.verdict(backend.id()).filter(verdict -> verdict.generation() == backend.generation())
        .map(BackendReports::accepted);
  }

  private static Finding accepted(Verdict verdict) {
    return verdict.accepted()
        ? Finding.good("Accepted", "The backend is understood.")
        : Finding.bad(verdict.problems(), "The backend is not in force.");
  }

  private static boolean complete(MonitoringBackendSpec spec, Syncs syncs) {
    return (spec.prometheus() == null || syncs.rules().isPresent())
        && (spec.alertmanager() == null || syncs.silences().isPresent()
            && (spec.alertmanager().inhibition() == null || syncs.inhibition().isPresent()));
  }

  private static Finding synced(Syncs syncs) {
    Stream<Finding> rules = syncs.rules().filter(sync -> !sync.synced())
        .map(sync -> Finding.bad(sync.reason(), sync.message())).stream();
    Stream<Finding> silences = syncs.silences().filter(sync -> !sync.synced())
        .map(sync -> Finding.bad(sync.reason(), sync.message())).stream();
    Stream<Finding> inhibition = syncs.inhibition().filter(sync -> !sync.synced())
        .map(sync -> Finding.bad(sync.reason(), sync.message())).stream();
    return Stream.of(rules, silences, inhibition).flatMap(Function.identity()).findFirst()
        .orElseGet(() -> syncs.rules().isEmpty() && syncs.silences().isEmpty()
            ? Finding.unknown("NotYet", "Not synced yet.")
            : Finding.good("Synced", "Every replica has what is declared."));
  }

  private static List<Replica> replicas(Syncs syncs) {
    List<Replica> replicas = new ArrayList<>();
    syncs.rules().ifPresent(sync -> sync.replicas().forEach(one -> replicas.add(replica("Prometheus", one))));
    syncs.silences().ifPresent(sync -> sync.replicas().forEach(one -> replicas.add(replica("Alertmanager", one))));
    return replicas;
  }

  private static Replica replica(String kind, dev.shizuka.backend.Replica replica) {
    return new Replica(kind, replica.url(), replica.reachable(), replica.version().isEmpty() ? null : replica.version(),
        replica.message().isEmpty() ? null : replica.message());
  }

  private static Optional<Instant> lastSync(Syncs syncs) {
    return Stream
        .of(syncs.rules().map(RuleSync::at), syncs.silences().map(SilenceSync::at),
            syncs.inhibition().map(InhibitionSync::at))
        .flatMap(Optional::stream).max(Instant::compareTo).map(at -> at.truncatedTo(ChronoUnit.SECONDS));
  }

  /** The status without what moves with every sync. */
  static MonitoringBackendStatus withoutFigures(MonitoringBackendStatus status) {
    return new MonitoringBackendStatus(status.conditions(), status.observedGeneration(), status.replicas(), null, null,
        null, null, null);
  }
}
