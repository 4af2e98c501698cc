package dev.shizuka.backend.alertmanager;

import dev.shizuka.backend.BackendException;
import dev.shizuka.backend.Replica;
import dev.shizuka.backend.alertmanager.ConfigurationPlace.Outputs;
import dev.shizuka.backend.alertmanager.ConfigurationTrial.Verdict;
import dev.shizuka.backend.alertmanager.ConfigurationTrial.Watch;
import dev.shizuka.backend.alertmanager.InhibitionLoop.Desired;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.CompletedConfiguration;
import dev.shizuka.compile.InhibitRule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One sync of the completed configuration, and who is to blame where it is refused:
 * <ol>
 * <li>the base with our rules; if it is refused,
 * <li>the base alone; if that is refused too, it is the owner's, and our rules go with what its owner wrote before;
 * <li>else ours are: those of single policies are left out.
 * </ol>
 */
final class Completion {
  /** A base that was refused is tried again after this, for what it names may be there by then. */
  private static final Duration TRY_BASE_AGAIN = Duration.ofMinutes(5);

  private final ConfigurationPlace place;
  private final ConfigurationTrial trial;
  private final String installation;
  private @Nullable Refusal refusedBase;
  /** Rules that are left out because Alertmanager refused them. */
  private Map<ResourceId, Left> leftOut = Map.of();
  private int drift;

  Completion(ConfigurationPlace place, ConfigurationTrial trial, String installation) {
    this.place = place;
    this.trial = trial;
    this.installation = installation;
  }

  private record Refusal(String base, String words, long since) {}

  private record Left(List<InhibitRule> rules, String words) {}

  /** What one sync has to do. */
  private record Task(String base, Desired desired, Watch watch) {}

  /** The members at the last look. */
  List<Replica> replicas() {
    return trial.members().stream().map(MemberConfiguration::replica).toList();
  }

  /** 1 if the last sync put back what somebody else had changed. */
  int drift() {
    return drift;
  }

  CompletionOutcome sync(Desired desired, Watch watch) throws BackendException, InterruptedException {
    drift = 0;
    Outputs outputs = place.readOutput();
    Desired allowed = allowed(desired, outputs);
    String base;
    try {
      base = place.readBase();
    } catch (BackendException missing) {
      return withoutBase(new Task("", allowed, watch), missing.reason(), missing.sentence());
    }
    if (!trial.hasWritten() && !ours(outputs, base)) {
      return CompletionOutcome.failed("ForeignOutput", place.output()
          + " was not written by Shizuka and is not the same as " + place.base()
          + ": move it away, make it a copy of the base, or name another output");
    }
    boolean drifted = trial.drifted(outputs);
    CompletionOutcome outcome = complete(new Task(base, allowed, new Editing(base, watch)));
    drift = drifted && outcome.synced() ? 1 : 0;
    return desired.frozen() && outcome.synced()
        ? outcome.but("Frozen",
            "No inhibit rule is made until every AlertPriority can be read: mend the one that is refused")
        : outcome;
  }

  /** While it waits the base may be edited. */
  private final class Editing implements Watch {
    private final String base;
    private final Watch watch;

    Editing(String base, Watch watch) {
      this.base = base;
      this.watch = watch;
    }

    @Override
    public void waiting() {
      watch.waiting();
    }

    @Override
    public boolean overtaken() throws BackendException {
      return watch.overtaken() || !place.readBase().equals(base);
    }
  }

  /** Never overwrites what somebody else has there. */
  private static boolean ours(Outputs outputs, String base) {
    return outputs.current().filter(text -> !CompletedConfiguration.ours(text) && !text.equals(base)).isEmpty()
        || outputs.before().isPresent();
  }

  /** Where nothing may be made, what stands already. */
  private static Desired allowed(Desired desired, Outputs outputs) {
    if (!desired.frozen()) {
      return desired;
    }
    String standing = outputs.good().orElse("");
    Map<ResourceId, List<InhibitRule>> stays = new TreeMap<>();
    desired.sorted().forEach((policy, rules) -> {
      List<InhibitRule> known = rules.stream().filter(rule -> CompletedConfiguration.has(standing, rule)).toList();
      if (!known.isEmpty()) {
        stays.put(policy, known);
      }
    });
    return new Desired(stays, true, desired.over());
  }

  private CompletionOutcome complete(Task task) throws BackendException, InterruptedException {
    Refusal known = refusedBase;
    if (known != null && known.base.equals(task.base)
        && System.nanoTime() - known.since < TRY_BASE_AGAIN.toNanos()) {
      return withoutBase(task, known.words);
    }
    refusedBase = null;
    try {
      TreeMap<ResourceId, List<InhibitRule>> rules = task.desired.sorted();
      leftOut = stillLeftOut(rules);
      rules.keySet().removeAll(leftOut.keySet());
      Verdict verdict = attempt(task, rules);
      return verdict instanceof Verdict.Refused refused ? blame(task, rules, refused) : outcome(verdict, rules);
    } catch (IllegalArgumentException unreadable) {
      return withoutBase(task, String.valueOf(unreadable.getMessage()));
    }
  }

  private Map<ResourceId, Left> stillLeftOut(Map<ResourceId, List<InhibitRule>> rules) {
    Map<ResourceId, Left> still = new TreeMap<>(leftOut);
    still.entrySet().removeIf(left -> !left.getValue().rules.equals(rules.get(left.getKey())));
    return still;
  }

  private Verdict attempt(Task task, Map<ResourceId, List<InhibitRule>> rules)
      throws BackendException, InterruptedException {
    return trial.run(task.desired.over()
        ? CompletedConfiguration.untouched(task.base)
        : CompletedConfiguration.of(task.base, new TreeMap<>(rules), installation), task.watch);
  }

  private CompletionOutcome blame(Task task, TreeMap<ResourceId, List<InhibitRule>> rules, Verdict.Refused refused)
      throws BackendException, InterruptedException {
    Verdict alone = rules.isEmpty() ? refused : attempt(task, Map.of());
    if (alone instanceof Verdict.Refused own) {
      String words = "Alertmanager refuses it: " + Words.withoutQuotes(own.words());
      refusedBase = new Refusal(task.base, words, System.nanoTime());
      return withoutBase(task, words);
    }
    if (!(alone instanceof Verdict.Running)) {
      return outcome(alone, Map.of());
    }
    Map<ResourceId, Left> left = new TreeMap<>(leftOut);
    RefusedRules.find(rules, refused.words(), more -> refusal(attempt(task, more)))
        .forEach((policy, words) -> left.put(policy, new Left(rules.getOrDefault(policy, List.of()), words)));
    leftOut = left;
    rules.keySet().removeAll(left.keySet());
    return outcome(attempt(task, rules), rules);
  }

  /** What decides nothing ends the search: nobody is left out for it. */
  private String refusal(Verdict verdict) throws BackendException {
    return switch (verdict) {
      case Verdict.Running ignored -> "";
      case Verdict.Refused refused -> refused.words();
      default -> {
        CompletionOutcome undecided = outcome(verdict, Map.of());
        throw new BackendException(undecided.reason(), true, undecided.message());
      }
    };
  }

  private CompletionOutcome withoutBase(Task task, String words) throws BackendException, InterruptedException {
    return withoutBase(task, "ForeignConfiguration",
        "The configuration " + place.base() + " is not in force: " + words + ". Correct it");
  }

  /** The base is of no use: what its owner wrote before stays, and our rules follow what is declared all the same. */
  private CompletionOutcome withoutBase(Task task, String reason, String sentence)
      throws BackendException, InterruptedException {
    String why = sentence + ". Until then " + place.output() + " stays as its last good version";
    Optional<String> good = place.readOutput().good().filter(CompletedConfiguration::ours);
    if (good.isEmpty()) {
      return CompletionOutcome.failed(reason, why);
    }
    try {
      TreeMap<ResourceId, List<InhibitRule>> rules = task.desired.sorted();
      rules.keySet().removeAll(leftOut.keySet());
      Task before = new Task(CompletedConfiguration.theirs(good.get()), task.desired, task.watch);
      return outcome(attempt(before, rules), rules).but(reason, why);
    } catch (IllegalArgumentException edited) {
      return CompletionOutcome.failed(reason, why);
    }
  }

  private CompletionOutcome outcome(Verdict verdict, Map<ResourceId, List<InhibitRule>> rules) {
    return switch (verdict) {
      case Verdict.Running ignored -> running(rules.keySet());
      case Verdict.Refused refused -> CompletionOutcome.failed("InhibitionRefused",
          "Alertmanager refuses the completed configuration: " + refused.words());
      case Verdict.NotArrived ignored -> CompletionOutcome.failed("NotArrived", "Alertmanager does not run with "
          + place.output() + ": start it with --config.file=" + place.output());
      case Verdict.Unreachable gone -> CompletionOutcome.failed(gone.why().reason(), gone.why().sentence());
      case Verdict.Overtaken ignored -> CompletionOutcome.failed("Overtaken", "Something else is declared meanwhile");
    };
  }

  private CompletionOutcome running(Set<ResourceId> policies) {
    Map<ResourceId, String> failures = new TreeMap<>();
    leftOut.forEach((policy, left) -> failures.put(policy, left.words));
    CompletionOutcome good = new CompletionOutcome(true, true, "Synced", "Alertmanager runs with " + place.output(),
        Set.copyOf(policies),
        failures);
    if (!failures.isEmpty()) {
      String first = failures.keySet().iterator().next().toString();
      return new CompletionOutcome(false, true, "InhibitionRefused", "Alertmanager refuses the inhibit rules of "
          + failures.size() + " policies, the first " + first + ": " + failures.values().iterator().next()
          + ". The others are in force; use realise: Lease for these", good.inForce(), failures);
    }
    Optional<MemberConfiguration> away = trial.members().stream().filter(member -> member.failure().isPresent())
        .findFirst();
    return away.flatMap(MemberConfiguration::failure)
        .map(why -> good.but(why.reason(), why.sentence() + ". The other members run with " + place.output()))
        .orElse(good);
  }
}
