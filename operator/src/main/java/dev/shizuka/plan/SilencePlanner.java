package dev.shizuka.plan;

import dev.shizuka.compile.Mark;
import dev.shizuka.compile.Silence;
import dev.shizuka.plan.SilenceChange.Create;
import dev.shizuka.plan.SilenceChange.Expire;
import dev.shizuka.plan.SilenceChange.Supersede;
import dev.shizuka.plan.SilenceChange.Update;
import dev.shizuka.policy.MatcherSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Desired silences against observed ones. A silence is the same if its matchers are, the mark among them. The order of writes:
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
  private final List<Silence> standing = new ArrayList<>();

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
    Map<String, ObservedSilence> ours = new TreeMap<>();
    observed.stream().filter(scope::holds).forEach(silence -> ours.put(silence.id(), silence));
    for (Silence silence : wanted.values()) {
      planner.settle(silence,
          ours.values().stream().filter(other -> other.matchers().equals(silence.matchers())).toList());
    }
    ours.values().stream().filter(silence -> !wanted.containsKey(silence.matchers()))
        .forEach(silence -> planner.end(silence, List.copyOf(wanted.values())));
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
