package dev.shizuka.compile;

import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.Problem;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.catalog.Unreadable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks each MonitoringBackend. One that is not accepted is not synced. */
public final class BackendCompiler {
  private BackendCompiler() {}

  /**
   * @param rulesRoot below which {@code directory} delivery may write in a cluster; on hosts it may anywhere
   * @param inCluster whether Secrets and ConfigMaps can be had
   * @return one for each MonitoringBackend, unreadable ones included, sorted by id
   */
  public static List<Verdict> compile(Catalog catalog, Optional<String> rulesRoot, boolean inCluster) {
    Map<ResourceId, List<Unreadable>> unreadable = UnreadableObjects.of(catalog, Kind.MONITORING_BACKEND);
    InhibitionCheck inhibition = new InhibitionCheck(catalog, inCluster);
    List<Verdict> verdicts = new ArrayList<>();
    for (Declared<MonitoringBackendSpec> backend : catalog.backends()) {
      List<Problem> problems = new ArrayList<>(Quarantine
          .around(() -> new BackendCheck(rulesRoot, inCluster, inhibition).check(backend), List::of));
      boolean accepted = problems.isEmpty();
      // What was last read of it stays in force, as a source that gives both means it to.
      List<Unreadable> unread = Optional.ofNullable(unreadable.remove(backend.id())).orElse(List.of());
      unread.forEach(one -> problems.add(one.problem()));
      verdicts
          .add(new Verdict(backend.id(), backend.generation(), backend.origin(), accepted, problems, List.of()));
    }
    unreadable.forEach((id, found) -> verdicts.add(new Verdict(id, 0, found.getFirst().origin(), false,
        found.stream().map(Unreadable::problem).toList(), List.of())));
    verdicts.sort(Comparator.comparing(Verdict::id));
    return List.copyOf(verdicts);
  }
}
