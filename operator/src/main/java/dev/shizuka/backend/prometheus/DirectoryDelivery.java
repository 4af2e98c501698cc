package dev.shizuka.backend.prometheus;

import dev.shizuka.backend.BackendException;
import dev.shizuka.backend.prometheus.ReadBack.Expected;
import dev.shizuka.backend.prometheus.RuleFolder.Disk;
import dev.shizuka.catalog.Problem;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.RuleGroup;
import dev.shizuka.plan.FileChanges;
import dev.shizuka.plan.FilePlan;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Rules as files in a folder that Prometheus reads. In the order of DESIGN, "How rules are delivered":
 *
 * <ol>
 * <li>new content is moved in, every replica reloaded, and read back until it runs;
 * <li>refused: the last good content goes back and is reloaded;
 * <li>that refused too: somebody else's file is the cause, and one reload a try finds out when it is mended;
 * <li>otherwise the culprits are found by halves, everything else goes in, and the culprits stay out until they change.
 * </ol>
 */
final class DirectoryDelivery implements Delivery {
  /** Tries of one sync; each is a reload. */
  private static final int TRIES = 64;
  /** Prometheus runs new rules when the reload returns; more than that is a wrong rule_files. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private final RuleFolder folder;
  private final ConfirmedRules confirmed;
  private final Expressions expressions;
  private final Rendering wantedFiles;
  private final Rendering goodFiles;
  private final Set<Change> refused = new HashSet<>();
  /** What is in the folder of ours, as far as we know. */
  private TreeMap<String, String> last = new TreeMap<>();
  /** What stands in for good content while nothing was ever confirmed: what was there when we came. */
  private TreeMap<String, String> found = new TreeMap<>();
  /** Whether {@code last} is what we wrote, so that a difference is somebody else's. */
  private boolean sure;
  private int drift;
  private boolean foreignRefused;

  DirectoryDelivery(RuleFolder folder, String mark, ConfirmedRules confirmed, Expressions expressions) {
    this.folder = folder;
    this.confirmed = confirmed;
    this.expressions = expressions;
    this.wantedFiles = new Rendering(mark);
    this.goodFiles = new Rendering(mark);
  }

  @Override
  public void start() throws BackendException {
    folder.prepare();
    TreeMap<String, String> good = goodFiles.files(confirmed.groups().values());
    Disk disk = folder.read(good.keySet());
    drift += disk.edited().size();
    last = disk.ours();
    if (confirmed.groups().isEmpty()) {
      found = new TreeMap<>(last);
    } else {
      put(good);
    }
    sure = true;
  }

  @Override
  public Outcome deliver(Round round) throws BackendException, InterruptedException {
    Disk disk = look();
    if (round.replicas().reachable().isEmpty()) {
      put(good());
      return finish(round, unreachable(round));
    }
    if (foreignRefused && stillForeign(round)) {
      return finish(round, foreign(round));
    }
    Map<ResourceId, Problem> conflicts = conflicts(round.groups(), disk.foreign());
    if (!refused.isEmpty()) {
      refused.retainAll(Set.copyOf(Change.between(round.groups(), Map.of())));
    }
    List<RuleGroup> placeable = round.groups().stream().filter(group -> !conflicts.containsKey(group.owner())).toList();
    Attempt attempt = new Attempt(round, placeable, conflicts);
    return finish(round, deliver(attempt).with(refused, attempt.untried, conflicts));
  }

  /** One delivery on its way. */
  private static final class Attempt {
    private final Round round;
    private final List<RuleGroup> placeable;
    private final Map<ResourceId, Problem> conflicts;
    private Set<Change> untried = Set.of();

    Attempt(Round round, List<RuleGroup> placeable, Map<ResourceId, Problem> conflicts) {
      this.round = round;
      this.placeable = placeable;
      this.conflicts = conflicts;
    }
  }

  private Outcome deliver(Attempt attempt) throws BackendException, InterruptedException {
    List<RuleGroup> wanted = Change.without(refused, attempt.placeable, confirmed.groups());
    Expected expected = expected(attempt, wanted);
    boolean changed = put(wantedFiles.files(wanted));
    Arrival arrival = new Arrival(attempt.round, expressions, folder.path(), PATIENCE);
    if (!changed) {
      Observation seen = Observation.read(expected, attempt.round.replicas(), expressions);
      if (seen.complete()) {
        return arrival.outcome(seen);
      }
    }
    return reload(attempt.round) ? arrival.await(expected) : afterRefusal(attempt, wanted, arrival);
  }

  private Outcome afterRefusal(Attempt attempt, List<RuleGroup> wanted, Arrival arrival)
      throws BackendException, InterruptedException {
    put(good());
    if (!reload(attempt.round)) {
      return foreign(attempt.round);
    }
    List<Change> changes = Change.between(wanted, confirmed.groups());
    Halving.Result result = changes.isEmpty()
        ? new Halving.Result(Set.of(), Set.of())
        : Halving.isolate(changes, TRIES, leftOut -> loads(attempt, wanted, leftOut));
    if (!loads(attempt, wanted, result.leftOut())) {
      put(good());
      reload(attempt.round);
      return Outcome.of("Refused", first(attempt.round)
          + " refused the new rules, and then also what it had just taken; the last good rules are back, and the new ones are tried again");
    }
    refused.addAll(result.culprits());
    attempt.untried = result.untried();
    return arrival
        .await(expected(attempt, Change.without(result.leftOut(), wanted, confirmed.groups())));
  }

  private boolean loads(Attempt attempt, List<RuleGroup> wanted, Set<Change> leftOut) throws BackendException {
    put(wantedFiles.files(Change.without(leftOut, wanted, confirmed.groups())));
    try {
      return reload(attempt.round);
    } catch (BackendException away) {
      // Nobody vouches for what lies there now, and it would be fatal at Prometheus' next start.
      put(good());
      throw away;
    }
  }

  /** Whether all replicas that answer load what lies in the folder. */
  private boolean reload(Round round) throws BackendException {
    List<String> refusing = round.replicas().reload(round.replicas().reachable());
    if (round.replicas().reachable().isEmpty()) {
      throw round.replicas().failure().orElseGet(
          () -> new BackendException("Unreachable", true,
              "This backend names no Prometheus: set spec.prometheus.urls"));
    }
    return refusing.isEmpty();
  }

  private boolean stillForeign(Round round) throws BackendException {
    put(good());
    foreignRefused = !reload(round);
    return foreignRefused;
  }

  private Outcome foreign(Round round) {
    foreignRefused = true;
    return Outcome.of("ForeignConfiguration", first(round)
        + " refuses to reload even with the rules that it ran before: the cause is its own configuration or a rule file that Shizuka"
        + " did not write. Its log names the file (or run promtool check config); what is declared here goes in once that is mended");
  }

  private static Outcome unreachable(Round round) {
    return round.replicas().failure().map(Outcome::failed).orElseGet(
        () -> Outcome.of("Unreachable", "This backend names no Prometheus: set spec.prometheus.urls"));
  }

  private static String first(Round round) {
    return round.replicas().first();
  }

  private Disk look() throws BackendException {
    Disk disk = folder.read(last.keySet());
    if (sure) {
      last.forEach((name, content) -> drift += content.equals(disk.ours().get(name)) ? 0 : 1);
    }
    last = disk.ours();
    return disk;
  }

  private Outcome finish(Round round, Outcome outcome) {
    if (outcome.synced()) {
      found = new TreeMap<>();
    }
    int corrected = drift;
    drift = 0;
    Outcome told = outcome.withDrift(corrected);
    return told.seen().isPresent() || round.replicas().reachable().isEmpty()
        ? told
        : told.with(Observation.read(
            new Expected(Rendering.byFile(round.groups()), Set.of(), folder.path().toString()), round.replicas(),
            expressions));
  }

  private TreeMap<String, String> good() {
    Map<ResourceId, RuleGroup> groups = confirmed.groups();
    return groups.isEmpty() ? found : goodFiles.files(groups.values());
  }

  /** @return whether anything had to be changed */
  private boolean put(TreeMap<String, String> target) throws BackendException {
    FileChanges changes = FilePlan.plan(target, last);
    if (changes.isEmpty()) {
      return false;
    }
    sure = false;
    folder.apply(changes);
    last = new TreeMap<>(target);
    sure = true;
    return true;
  }

  private Expected expected(Attempt attempt, List<RuleGroup> wanted) {
    TreeMap<String, RuleGroup> files = Rendering.byFile(wanted);
    Set<String> gone = new TreeSet<>(last.keySet());
    gone.addAll(Rendering.byFile(confirmed.groups().values()).keySet());
    gone.removeAll(files.keySet());
    gone.removeIf(name -> attempt.conflicts.keySet().stream()
        .anyMatch(owner -> RuleFile.name(new RuleGroup(owner, "", List.of())).equals(name)));
    return new Expected(files, gone, folder.path().toString());
  }

  private Map<ResourceId, Problem> conflicts(List<RuleGroup> groups, Set<String> foreign) {
    Map<ResourceId, Problem> conflicts = new HashMap<>();
    if (!foreign.isEmpty()) {
      groups.stream().filter(group -> foreign.contains(RuleFile.name(group)))
          .forEach(group -> conflicts.put(group.owner(), new Problem("", "ForeignFile",
              "The file " + folder.path().resolve(RuleFile.name(group))
                  + " is not Shizuka's, so these rules are not delivered: move that file away")));
    }
    return conflicts;
  }
}
