package dev.shizuka.plan;

import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.Mark;
import dev.shizuka.compile.Silence;
import dev.shizuka.plan.SilenceChange.Create;
import dev.shizuka.plan.SilenceChange.Expire;
import dev.shizuka.plan.SilenceChange.Supersede;
import dev.shizuka.plan.SilenceChange.Update;
import dev.shizuka.policy.MatcherSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Desired silences against observed ones. A silence is the same if its matchers are, the mark among them: windows of one policy differ in
 * the mark's key, so each is planned by itself. The order of writes:
 * <ol>
 * <li>Expire: coverage that must end, held back by nothing;
 * <li>Create and Update;
 * <li>Supersede: coverage that a wider silence has taken over, so that there is no gap.
 * </ol>
 * Within each: by policy, matchers, then Alertmanager's id.
 */
public final class SilencePlanner {
  private static final Comparator<Silence> DESIRED_ORDER = Comparator
      .comparing((Silence silence) -> silence.mark().policy()).thenComparing(silence -> silence.matchers().toString())
      .thenComparing(Comparator.comparing(Silence::endsAt).reversed()).thenComparing(Silence::startsAt)
      .thenComparing(Silence::comment);

  private final SilenceScope scope;
  private final List<ObservedSilence> expire = new ArrayList<>();
  private final List<SilenceChange> write = new ArrayList<>();
  private final List<ObservedSilence> supersede = new ArrayList<>();
  /** Desired ones that are there or will be after the writes. */
  private final Set<Silence> standing = new HashSet<>();

  private SilencePlanner(SilenceScope scope) {
    this.scope = scope;
  }

  /**
   * The smallest list of changes, in the order in which they must be made.
   *
   * @param observed all that Alertmanager shows; what is not in scope is left alone
   */
  public static List<SilenceChange> plan(List<Silence> desired, List<ObservedSilence> observed, SilenceScope scope) {
    SilencePlanner planner = new SilencePlanner(scope);
    Map<MatcherSet, Silence> wanted = new LinkedHashMap<>();
    desired.stream().filter(silence -> silence.endsAt().isAfter(scope.now())).sorted(DESIRED_ORDER)
        .forEach(silence -> wanted.putIfAbsent(silence.matchers(), silence));
    Map<MatcherSet, Map<String, ObservedSilence>> ours = new LinkedHashMap<>();
    observed.stream().filter(scope::holds).forEach(
        silence -> ours.computeIfAbsent(silence.matchers(), same -> new TreeMap<>()).put(silence.id(), silence));
    wanted.forEach((matchers, silence) -> planner.settle(silence,
        List.copyOf(ours.getOrDefault(matchers, Map.of()).values())));
    Map<ResourceId, List<Silence>> byPolicy = wanted.values().stream()
        .collect(Collectors.groupingBy(silence -> silence.mark().policy()));
    ours.forEach((matchers, silences) -> {
      if (!wanted.containsKey(matchers)) {
        silences.values().forEach(old -> planner.end(old,
            old.mark().map(Mark::policy).map(byPolicy::get).orElse(List.of())));
      }
    });
    return planner.changes();
  }

  /** Keeps the one that fits best and ends the others. */
  private void settle(Silence silence, List<ObservedSilence> same) {
    Fit fit = new Fit(silence, scope.now());
    Optional<ObservedSilence> kept = same.stream().min(fit.bestFirst());
    same.stream().filter(other -> !other.equals(kept.orElse(null))).forEach(expire::add);
    if (kept.isEmpty()) {
      create(silence);
    } else if (fit.exact(kept.get())) {
      standing.add(silence);
    } else {
      mend(fit, kept.get());
    }
  }

  private void mend(Fit fit, ObservedSilence kept) {
    if (scope.frozen() && fit.widens(kept)) {
      if (!fit.contains(kept)) {
        expire.add(kept);
      }
    } else if (fit.updatable(kept)) {
      write.add(new Update(kept, fit.silence()));
      standing.add(fit.silence());
    } else {
      expire.add(kept);
      create(fit.silence());
    }
  }

  private void create(Silence silence) {
    if (!scope.frozen()) {
      write.add(new Create(silence));
      standing.add(silence);
    }
  }

  /**
   * Ends what is not desired as it is: at once, or after what takes its coverage over. Where that may not be made now, the old one stays: all that
   * it covers is desired.
   */
  private void end(ObservedSilence old, List<Silence> wanted) {
    List<Silence> containing = wanted.stream().filter(silence -> takesOver(silence, old)).toList();
    if (containing.isEmpty()) {
      expire.add(old);
    } else if (containing.stream().anyMatch(standing::contains)) {
      supersede.add(old);
    }
  }

  private boolean takesOver(Silence silence, ObservedSilence old) {
    boolean samePolicy = old.mark().map(mark -> mark.policy().equals(silence.mark().policy())
        && mark.backend().equals(silence.mark().backend())).orElse(false);
    MatcherSet covered = old.matchers().without(Mark.LABEL);
    return samePolicy && covered.within(silence.matchers().without(Mark.LABEL))
        && new Fit(silence, scope.now()).contains(old);
  }

  private List<SilenceChange> changes() {
    List<SilenceChange> changes = new ArrayList<>();
    expire.stream().sorted(observedOrder()).forEach(silence -> changes.add(new Expire(silence)));
    // Written in the order of what is desired.
    changes.addAll(write);
    supersede.stream().sorted(observedOrder()).forEach(silence -> changes.add(new Supersede(silence)));
    return List.copyOf(changes);
  }

  private static Comparator<ObservedSilence> observedOrder() {
    return Comparator.comparing((ObservedSilence silence) -> silence.mark().orElseThrow().policy())
        .thenComparing(silence -> silence.matchers().toString()).thenComparing(ObservedSilence::id);
  }
}
