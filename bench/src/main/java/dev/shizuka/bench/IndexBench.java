package dev.shizuka.bench;

import dev.shizuka.observe.CoverageCache;
import dev.shizuka.policy.CompiledPolicy;
import dev.shizuka.policy.PolicyIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Which policies cover an alert, for one after the other of a hundred thousand open alerts. */
@State(Scope.Benchmark)
public class IndexBench {
  static final int ALERTS = 100_000;
  @Param({"1000", "10000"})
  private int policies;
  private List<CompiledPolicy> compiled = List.of();
  private PolicyIndex index = PolicyIndex.of(List.of());
  private CoverageCache cache = new CoverageCache(index);
  private List<IndexInput.Alert> alerts = List.of();
  private int next;

  /** Compiles the policies, and lets the cache see all alerts; those asked for later are the same, read anew. */
  @Setup
  public void declare() {
    IndexInput input = new IndexInput();
    compiled = input.policies(policies);
    index = PolicyIndex.of(compiled);
    cache = new CoverageCache(index);
    List<IndexInput.Alert> before = input.alerts(ALERTS);
    before.forEach(alert -> cache.covering(alert.fingerprint(), alert.labels()));
    alerts = IndexInput.again(before);
  }

  private IndexInput.Alert alert() {
    next = next + 1 < alerts.size() ? next + 1 : 0;
    return alerts.get(next);
  }

  /** Every policy is asked. */
  @Benchmark
  public List<CompiledPolicy> naive() {
    Map<String, String> labels = alert().labels();
    List<CompiledPolicy> covering = new ArrayList<>();
    for (CompiledPolicy policy : compiled) {
      if (policy.covers(labels)) {
        covering.add(policy);
      }
    }
    return covering;
  }

  @Benchmark
  public List<CompiledPolicy> unseen() {
    return index.covering(alert().labels());
  }

  @Benchmark
  public List<CompiledPolicy> seen() {
    IndexInput.Alert alert = alert();
    return cache.covering(alert.fingerprint(), alert.labels());
  }

  /** All alerts, none of them seen before. */
  @Benchmark
  public long hundredThousand() {
    CoverageCache empty = new CoverageCache(index);
    long covered = 0;
    for (IndexInput.Alert alert : alerts) {
      covered += empty.covering(alert.fingerprint(), alert.labels()).isEmpty() ? 0 : 1;
    }
    return covered;
  }

  @Benchmark
  public PolicyIndex build() {
    return PolicyIndex.of(compiled);
  }
}
