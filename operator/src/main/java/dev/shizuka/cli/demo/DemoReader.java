package dev.shizuka.cli.demo;

import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.backend.RuleSync;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.CompiledPolicies;
import dev.shizuka.compile.RuleVerdict;
import dev.shizuka.compile.Verdict;
import dev.shizuka.engine.Results;
import dev.shizuka.ledger.Ledger;
import dev.shizuka.ledger.Outcome;
import dev.shizuka.ledger.Sighting;
import dev.shizuka.policy.CompiledPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the view out of what is known. */
public final class DemoReader {
  private static final int CALLS_SHOWN = 10;
  private static final int PARTS_SHOWN = 6;
  private final Pager pager;
  private final List<DemoView.Address> addresses;
  private final Instant started;

  public DemoReader(Pager pager, List<DemoView.Address> addresses, Instant started) {
    this.pager = pager;
    this.addresses = List.copyOf(addresses);
    this.started = started;
  }

  public DemoView read(Results results, Ledger ledger, Instant now) {
    List<Ledger.Episode> open = ledger.open();
    List<Ledger.Total> totals = ledger.totals();
    return new DemoView(Duration.between(started, now), headline(results), firing(open, now), counted(totals),
        new DemoView.PagerState(pager.total(), rings()), notes(results, ledger, open), addresses);
  }

  private static String headline(Results results) {
    int desired = results.rules().values().stream().mapToInt(RuleSync::desiredRules).sum();
    int loaded = results.rules().values().stream().mapToInt(RuleSync::loadedRules).sum();
    int silences = results.silences().values().stream().mapToInt(sync -> sync.owned()).sum();
    return loaded + " of " + desired + " rules loaded, " + results.policies().policies().size() + " policies in force, "
        + silences + " silences";
  }

  private static List<DemoView.Firing> firing(List<Ledger.Episode> open, Instant now) {
    return open.stream().map(episode -> firing(episode, now))
        .sorted(Comparator.comparing(DemoView.Firing::priority).thenComparing(DemoView.Firing::alert)
            .thenComparing(DemoView.Firing::where))
        .toList();
  }

  private static DemoView.Firing firing(Ledger.Episode episode, Instant now) {
    boolean called = episode.outcome().filter(outcome -> outcome == Outcome.ACTIONABLE).isPresent();
    boolean quiet = episode.state() == Sighting.State.SUPPRESSED;
    DemoView.Fate fate = called ? DemoView.Fate.CALLED : quiet ? DemoView.Fate.QUIET : DemoView.Fate.WAITING;
    return new DemoView.Firing(alertname(episode.labels()), where(episode.labels()), episode.priority(),
        Duration.between(episode.firstSeenAt(), now), fate, quiet ? why(episode) : "");
  }

  private static String why(Ledger.Episode episode) {
    return episode.author().isEmpty()
        ? why(episode.reason(), episode.policy())
        : episode.reason() + " by " + episode.author();
  }

  private static String why(String reason, String policy) {
    return policy.isEmpty() ? reason : reason + " of " + policy;
  }

  private static List<DemoView.Count> counted(List<Ledger.Total> totals) {
    return Stream
        .of(count(totals, Outcome.ACTIONABLE, "reached a person", Ledger.Total::alertname),
            count(totals, Outcome.SUPPRESSED, "kept quiet", total -> why(total.reason(), total.policy())),
            count(totals, Outcome.BRIEF, "over before anybody was called", Ledger.Total::alertname),
            count(totals, Outcome.UNOBSERVED, "not seen well enough to say", Ledger.Total::alertname))
        .filter(count -> count.episodes() > 0 || !count.outcome().equals(Outcome.UNOBSERVED.label())).toList();
  }

  private static DemoView.Count count(List<Ledger.Total> totals, Outcome outcome, String words,
      Function<Ledger.Total, String> part) {
    Map<String, Long> parts = totals.stream().filter(total -> total.outcome() == outcome && total.count() > 0)
        .collect(Collectors.groupingBy(part, TreeMap::new, Collectors.summingLong(Ledger.Total::count)));
    Map<String, Long> largest = new LinkedHashMap<>();
    parts.entrySet().stream().sorted(Map.Entry.<String, Long>comparingByValue().reversed()).limit(PARTS_SHOWN)
        .forEach(entry -> largest.put(entry.getKey(), entry.getValue()));
    return new DemoView.Count(outcome.label(), words, parts.values().stream().mapToLong(Long::longValue).sum(),
        largest);
  }

  private List<DemoView.Ring> rings() {
    return pager.latest().stream().limit(CALLS_SHOWN)
        .map(call -> new DemoView.Ring(call.at(), alertname(call.labels()), where(call.labels()), call.summary()))
        .toList();
  }

  private static List<DemoView.Note> notes(Results results, Ledger ledger, List<Ledger.Episode> open) {
    List<DemoView.Note> notes = new ArrayList<>();
    List<Ledger.Episode> episodes = Stream.concat(open.stream(), ledger.recent(100).stream()).toList();
    results.policies().policies().stream().filter(policy -> policy.mode() == Mode.Enforce)
        .forEach(policy -> notes.addAll(spared(policy, results.policies(), episodes)));
    results.rules().values()
        .forEach(sync -> sync.verdicts().forEach(verdict -> notes.addAll(broken(verdict, sync.loadedRules()))));
    ledger.wouldSuppress().entrySet().stream().sorted(Map.Entry.comparingByKey())
        .forEach(entry -> notes.add(new DemoView.Note(DemoView.Heading.OBSERVED, entry.getKey().qualifiedName()
            + " is in mode Observe: it would have kept " + entry.getValue() + " quiet")));
    notes.addAll(trouble(results));
    return notes;
  }

  /** Alerts that the policy asks for and may not have: with another priority it would cover them. */
  private static List<DemoView.Note> spared(CompiledPolicy policy, CompiledPolicies policies,
      List<Ledger.Episode> episodes) {
    Map<String, Long> alerts = episodes.stream().filter(episode -> sparedByPriority(policy, policies, episode.labels()))
        .collect(Collectors.groupingBy(
            episode -> alertname(episode.labels()) + " (" + episode.priority() + ")", TreeMap::new,
            Collectors.counting()));
    return alerts.keySet().stream().map(alert -> new DemoView.Note(DemoView.Heading.PROTECTED,
        policy.id().qualifiedName() + " asks for " + alert + " too and may not have it: that priority is closed to it"))
        .toList();
  }

  private static boolean sparedByPriority(CompiledPolicy policy, CompiledPolicies policies,
      Map<String, String> labels) {
    return !policy.covers(labels) && policies.priorities().specs().keySet().stream().anyMatch(other -> {
      Map<String, String> otherwise = new TreeMap<>(labels);
      otherwise.put("priority", other);
      return policy.covers(otherwise);
    });
  }

  private static List<DemoView.Note> broken(Verdict verdict, int loaded) {
    return verdict.rules().stream().filter(rule -> !rule.accepted())
        .map(rule -> new DemoView.Note(DemoView.Heading.BROKEN, broken(verdict.id(), verdict.rules().size(), rule)
            + " The other " + loaded + " rules run."))
        .toList();
  }

  private static String broken(ResourceId owner, int rules, RuleVerdict rule) {
    String said = rule.problems().stream().map(problem -> problem.reason() + ": " + problem.message())
        .collect(Collectors.joining("; "));
    return owner.qualifiedName() + ", rule " + (rule.index() + 1) + " of " + rules + " (" + rule.name()
        + ") is left out alone: " + said + (said.endsWith(".") ? "" : ".");
  }

  private static List<DemoView.Note> trouble(Results results) {
    return Stream
        .concat(
            results.rules().values().stream().filter(sync -> !sync.synced())
                .map(sync -> sync.reason() + ": " + sync.message()),
            results.silences().values().stream().filter(sync -> !sync.synced())
                .map(sync -> sync.reason() + ": " + sync.message()))
        .map(text -> new DemoView.Note(DemoView.Heading.TROUBLE, text)).toList();
  }

  private static String alertname(Map<String, String> labels) {
    return labels.getOrDefault("alertname", "");
  }

  /** What a person looks for: the instance, else the service. */
  private static String where(Map<String, String> labels) {
    return labels.getOrDefault("instance", labels.getOrDefault("service", labels.getOrDefault("namespace", "")));
  }
}
