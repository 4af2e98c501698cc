package dev.shizuka.backend.prometheus;

import dev.shizuka.backend.BackendException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds by halves which changes the backend refuses, and lets in the others. Prometheus says that it refuses, never what. What is accepted
 * so far always loads, so what is refused together with it holds a culprit.
 */
final class Halving {
  private final Trial trial;
  private final Set<Change> out;
  private final Set<Change> culprits = new LinkedHashSet<>();
  private final Set<Change> untried = new LinkedHashSet<>();
  private int budget;

  private Halving(List<Change> changes, int budget, Trial trial) {
    this.out = new HashSet<>(changes);
    this.budget = budget;
    this.trial = trial;
  }

  /** One try. */
  interface Trial {
    /** Whether the backend loads everything without these changes. */
    boolean loads(Set<Change> leftOut) throws BackendException, InterruptedException;
  }

  /**
   * @param culprits each refused by itself
   * @param untried what the budget did not reach, with a culprit among them
   */
  record Result(Set<Change> culprits, Set<Change> untried) {
    Result {
      culprits = Set.copyOf(culprits);
      untried = Set.copyOf(untried);
    }

    Set<Change> leftOut() {
      Set<Change> all = new HashSet<>(culprits);
      all.addAll(untried);
      return all;
    }
  }

  /** @param changes refused together, while everything loads without them */
  static Result isolate(List<Change> changes, int budget, Trial trial) throws BackendException, InterruptedException {
    Halving halving = new Halving(changes, budget, trial);
    halving.isolate(changes);
    return new Result(halving.culprits, halving.untried);
  }

  private void isolate(List<Change> suspects) throws BackendException, InterruptedException {
    if (suspects.size() == 1) {
      culprits.addAll(suspects);
      return;
    }
    List<Change> left = suspects.subList(0, suspects.size() / 2);
    List<Change> right = suspects.subList(suspects.size() / 2, suspects.size());
    if (budget <= 0) {
      untried.addAll(suspects);
    } else if (loadsWith(left)) {
      isolate(right);
    } else {
      isolate(left);
      isolateRest(right);
    }
  }

  private void isolateRest(List<Change> right) throws BackendException, InterruptedException {
    if (budget <= 0) {
      untried.addAll(right);
    } else if (!loadsWith(right)) {
      isolate(right);
    }
  }

  private boolean loadsWith(List<Change> more) throws BackendException, InterruptedException {
    budget--;
    more.forEach(out::remove);
    boolean loads = trial.loads(Set.copyOf(out));
    if (!loads) {
      out.addAll(more);
    }
    return loads;
  }
}
