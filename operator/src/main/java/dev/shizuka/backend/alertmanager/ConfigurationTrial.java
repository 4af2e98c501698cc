package dev.shizuka.backend.alertmanager;

import dev.shizuka.backend.BackendException;
import dev.shizuka.backend.Changes;
import dev.shizuka.backend.alertmanager.ConfigurationPlace.Outputs;
import dev.shizuka.compile.CompletedConfiguration;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives Alertmanager a configuration and sees what it makes of it. What it refuses is taken back at once; until a new one is known to be taken,
 * the one before stays beside it, so that a crash loses neither.
 */
final class ConfigurationTrial {
  private static final Duration SHORTEST_LOOK = Duration.ofMillis(200);
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);

  private final AlertmanagerCluster cluster;
  private final ConfigurationPlace place;
  private List<MemberConfiguration> members = List.of();
  /** What was written last; empty until something was, or where something was taken away. */
  private @Nullable String written;
  /** What did not arrive within the delay of the place is only looked for, not waited for. */
  private @Nullable String awaited;

  ConfigurationTrial(AlertmanagerCluster cluster, ConfigurationPlace place) {
    this.cluster = cluster;
    this.place = place;
  }

  /** What became of a configuration. */
  sealed interface Verdict {
    /** Every member that can be reached runs with it. */
    record Running() implements Verdict {}

    /** A member refuses it; the one before is back. */
    record Refused(String words) implements Verdict {}

    /** It lies there, and no member refuses it, but not every member runs with it. */
    record NotArrived() implements Verdict {}

    /** No member can be reached. Nothing was written, for nobody would say whether it is good. */
    record Unreachable(BackendException why) implements Verdict {}

    /** Something else is wanted meanwhile. */
    record Overtaken() implements Verdict {}
  }

  /** While it waits. */
  interface Watch {
    void waiting();

    boolean overtaken() throws BackendException;
  }

  /** As they were at the last look. */
  List<MemberConfiguration> members() {
    return members;
  }

  /** What lies in the output instead of what was written there last. */
  boolean drifted(Outputs outputs) {
    return written != null && !outputs.current().equals(Optional.of(written));
  }

  /** Whether the output is this loop's own, whatever lies there now. */
  boolean hasWritten() {
    return written != null;
  }

  Verdict run(CompletedConfiguration wanted, Watch watch) throws BackendException, InterruptedException {
    members = cluster.configurations();
    if (unreachable()) {
      return unreached();
    }
    Outputs outputs = place.readOutput();
    boolean lies = outputs.current().equals(Optional.of(wanted.text()));
    if (!lies) {
      write(new Outputs(Optional.of(wanted.text()), outputs.good()));
    } else if (runs(wanted)) {
      return running(wanted, outputs);
    }
    return arrive(wanted, watch, lies);
  }

  private Verdict arrive(CompletedConfiguration wanted, Watch watch, boolean lay)
      throws BackendException, InterruptedException {
    boolean once = wanted.text().equals(awaited);
    long deadline = System.nanoTime() + place.delay().toNanos();
    for (Duration look = SHORTEST_LOOK;; look = doubled(look)) {
      members = cluster.reload();
      Optional<String> refusal = members.stream().flatMap(member -> member.refusal().stream()).findFirst();
      if (refusal.isPresent()) {
        takeBack(lay);
        return new Verdict.Refused(refusal.get());
      }
      if (!unreachable() && runs(wanted)) {
        return running(wanted, place.readOutput());
      }
      if (once || System.nanoTime() > deadline) {
        awaited = wanted.text();
        return unreachable() ? unreached() : new Verdict.NotArrived();
      }
      watch.waiting();
      Thread.sleep(look);
      if (watch.overtaken()) {
        return new Verdict.Overtaken();
      }
    }
  }

  private static Duration doubled(Duration look) {
    Duration twice = look.multipliedBy(2);
    return twice.compareTo(LONGEST_LOOK) > 0 ? LONGEST_LOOK : twice;
  }

  private Verdict running(CompletedConfiguration wanted, Outputs outputs) throws BackendException {
    if (outputs.before().isPresent()) {
      write(new Outputs(Optional.of(wanted.text()), Optional.empty()));
    }
    written = wanted.text();
    awaited = null;
    return new Verdict.Running();
  }

  /** What was there before is there again, and is what Alertmanager reads. What lay there by itself and has none before it stays. */
  private void takeBack(boolean lay) throws BackendException {
    Outputs outputs = place.readOutput();
    if (outputs.before().isPresent() || !lay) {
      write(new Outputs(outputs.before(), Optional.empty()));
      cluster.reload();
    }
  }

  private void write(Outputs outputs) throws BackendException {
    place.write(outputs);
    Changes.made(place.output(), outputs.current().isPresent() ? "written" : "removed");
    written = outputs.current().orElse(null);
  }

  private boolean runs(CompletedConfiguration wanted) {
    return members.stream().flatMap(member -> member.shown().stream())
        .allMatch(shown -> wanted.runsIn(shown.status().config()));
  }

  private boolean unreachable() {
    return members.stream().allMatch(member -> member.shown().isEmpty());
  }

  private Verdict unreached() {
    return new Verdict.Unreachable(members.getFirst().failure().orElseThrow());
  }
}
