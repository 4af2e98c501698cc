package dev.shizuka.compile;

import dev.shizuka.api.NoiseReportSpec;
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

/** Checks each NoiseReport and ClusterNoiseReport. One that is not accepted is not made. */
public final class NoiseReportCompiler {
  private NoiseReportCompiler() {}

  /**
   * One for each report of either kind, unreadable ones included, sorted by id. Reports of a cluster may name Secrets, those of a directory
   * may name files.
   */
  public static List<Verdict> compile(Catalog catalog) {
    Map<ResourceId, List<Unreadable>> unreadable = UnreadableObjects.of(catalog, Kind.NOISE_REPORT,
        Kind.CLUSTER_NOISE_REPORT);
    List<Verdict> verdicts = new ArrayList<>();
    for (Declared<NoiseReportSpec> report : catalog.reports()) {
      List<Problem> problems = new ArrayList<>(Quarantine.around(() -> NoiseReportCheck.check(report), List::of));
      boolean accepted = problems.isEmpty();
      Optional.ofNullable(unreadable.remove(report.id())).orElse(List.of())
          .forEach(one -> problems.add(one.problem()));
      verdicts.add(new Verdict(report.id(), report.generation(), report.origin(), accepted, problems, List.of()));
    }
    unreadable.forEach((id, found) -> verdicts.add(new Verdict(id, 0, found.getFirst().origin(), false,
        found.stream().map(Unreadable::problem).toList(), List.of())));
    verdicts.sort(Comparator.comparing(Verdict::id));
    return List.copyOf(verdicts);
  }
}
