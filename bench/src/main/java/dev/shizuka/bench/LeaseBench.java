package dev.shizuka.bench;

import dev.shizuka.observe.CoverageCache;
import dev.shizuka.policy.CompiledPolicy;
import dev.shizuka.policy.PolicyIndex;
import dev.shizuka.policy.lease.Instance;
import dev.shizuka.policy.lease.LeaseState;
import dev.shizuka.policy.lease.Leases;
import dev.shizuka.policy.lease.Look;
import dev.shizuka.policy.lease.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a hundred thousand open alerts ask of policies with a condition, look by look. */
@State(Scope.Benchmark)
public class LeaseBench {
  private static final int INSTANCES = 100_000;
  private static final int STORM = 10_000;
  private static final long POLL = 10;
  @Param("1000")
  private int policies;
  private List<CompiledPolicy> compiled = List.of();
  private CoverageCache cache = new CoverageCache(PolicyIndex.of(List.of()));
  private LeaseState steady = LeaseState.START;
  private Look first = new Look(StepsInput.NOW, List.of(), true);
  private Look quiet = first;
  private Look storm = first;

  /** Lets some flap for a while, and all alerts be seen. */
  @Setup
  public void declare() {
    LeaseInput input = new LeaseInput();
    compiled = input.policies(policies);
    List<Instance> open = input.open(INSTANCES, StepsInput.NOW);
    first = new Look(StepsInput.NOW, open, true);
    cache = new CoverageCache(PolicyIndex.of(compiled));
    steady = step(LeaseState.START, first).state();
    Instant at = StepsInput.NOW;
    for (int look = 1; look <= 6; look++) {
      at = at.plusSeconds(POLL);
      steady = step(steady, new Look(at, flapping(open, look, at), true)).state();
    }
    Instant next = at.plusSeconds(POLL);
    List<Instance> again = LeaseInput.again(flapping(open, 6, at));
    quiet = new Look(next, again, true);
    List<Instance> all = new ArrayList<>(again);
    all.addAll(input.storm(STORM, at.plusSeconds(1)));
    storm = new Look(next, all, true);
  }

  /** One in a hundred is missing at each other look. */
  private static List<Instance> flapping(List<Instance> open, int look, Instant at) {
    return IntStream.range(0, open.size()).filter(number -> number % 100 != 0 || look % 2 == 0)
        .mapToObj(number -> number % 100 == 0
            ? new Instance(open.get(number).fingerprint(), open.get(number).labels(), at.minusSeconds(1))
            : open.get(number))
        .toList();
  }

  private Step step(LeaseState state, Look look) {
    return Leases.step(state, look, compiled, cache);
  }

  /** The first look of all, with nothing known of any alert. */
  @Benchmark
  public Step first() {
    cache = new CoverageCache(PolicyIndex.of(compiled));
    return step(LeaseState.START, first);
  }

  /** The same alerts as at the look before. */
  @Benchmark
  public Step quiet() {
    return step(steady, quiet);
  }

  /** Ten thousand alerts more. */
  @Benchmark
  public Step storm() {
    return step(steady, storm);
  }
}
