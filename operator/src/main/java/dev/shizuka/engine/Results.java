package dev.shizuka.engine;

import dev.shizuka.api.NoiseReportStatus;
import dev.shizuka.backend.InhibitionSync;
import dev.shizuka.backend.RuleSync;
import dev.shizuka.backend.SilenceSync;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Problem;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.CompiledPolicies;
import dev.shizuka.compile.NoiseReportCompiler;
import dev.shizuka.compile.Verdict;
import dev.shizuka.ledger.PolicyUse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Everything known at one moment: what is declared, what compile says of it, and what the last sync of each backend came to.
 *
 * @param policies verdicts of policies and priorities are in here
 * @param backendVerdicts one for each MonitoringBackend, sorted by id
 * @param rules last rule sync by backend; absent before the first
 * @param silences last silence sync by backend; absent before the first
 * @param inhibitions last sync of inhibit rules by backend; absent before the first, and where the backend has no inhibition
 * @param uses what each policy did, by the ledger
 * @param notes what is to be told of a policy in force and compile cannot know, sorted; absent where there is nothing
 * @param reports status of each accepted report, without its conditions; absent before it was made
 */
public record Results(Catalog catalog, CompiledPolicies policies, List<Verdict> backendVerdicts,
    Map<String, RuleSync> rules, Map<String, SilenceSync> silences, Map<String, InhibitionSync> inhibitions,
    Map<ResourceId, PolicyUse> uses, Map<ResourceId, List<Problem>> notes,
    Map<ResourceId, NoiseReportStatus> reports) {
  public Results {
    backendVerdicts = List.copyOf(backendVerdicts);
    rules = Map.copyOf(rules);
    silences = Map.copyOf(silences);
    inhibitions = Map.copyOf(inhibitions);
    uses = Map.copyOf(uses);
    notes = Map.copyOf(notes);
    reports = Map.copyOf(reports);
  }

  /** What compile says of each policy, priority, backend and report. Of rule groups each backend has its own, in {@link #rules()}. */
  public List<Verdict> verdicts() {
    return Stream.of(policies.verdicts(), backendVerdicts, NoiseReportCompiler.compile(catalog)).flatMap(List::stream)
        .toList();
  }

  /** Before any alert was seen, where no backend has inhibition. */
  public Results(Catalog catalog, CompiledPolicies policies, List<Verdict> backendVerdicts, Map<String, RuleSync> rules,
      Map<String, SilenceSync> silences) {
    this(catalog, policies, backendVerdicts, rules, silences, Map.of());
  }

  /** Before any alert was seen. */
  public Results(Catalog catalog, CompiledPolicies policies, List<Verdict> backendVerdicts, Map<String, RuleSync> rules,
      Map<String, SilenceSync> silences, Map<String, InhibitionSync> inhibitions) {
    this(catalog, policies, backendVerdicts, rules, silences, inhibitions, Map.of(), Map.of());
  }

  /** Before any report was made. */
  public Results(Catalog catalog, CompiledPolicies policies, List<Verdict> backendVerdicts, Map<String, RuleSync> rules,
      Map<String, SilenceSync> silences, Map<String, InhibitionSync> inhibitions, Map<ResourceId, PolicyUse> uses,
      Map<ResourceId, List<Problem>> notes) {
    this(catalog, policies, backendVerdicts, rules, silences, inhibitions, uses, notes, Map.of());
  }

  /** The same, with what each policy did and what is to be told of it. */
  Results with(Map<ResourceId, PolicyUse> used, Map<ResourceId, List<Problem>> noted) {
    return new Results(catalog, policies, backendVerdicts, rules, silences, inhibitions, used, noted,
        reports);
  }

  /** The same, with what became of reports. */
  Results reported(Map<ResourceId, NoiseReportStatus> made) {
    return new Results(catalog, policies, backendVerdicts, rules, silences, inhibitions, uses, notes, made);
  }
}
