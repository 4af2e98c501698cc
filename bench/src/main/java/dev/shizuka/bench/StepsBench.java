package dev.shizuka.bench;

import dev.shizuka.compile.CompiledPolicies;
import dev.shizuka.compile.CompiledRules;
import dev.shizuka.compile.ExpressionVerdicts;
import dev.shizuka.compile.LastGoodPriorities;
import dev.shizuka.compile.LastGoodRules;
import dev.shizuka.compile.PolicyCompiler;
import dev.shizuka.compile.RuleCompiler;
import dev.shizuka.plan.FileChanges;
import dev.shizuka.plan.FilePlan;
import dev.shizuka.plan.SilenceChange;
import dev.shizuka.plan.SilencePlanner;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Compile and plan alone, on as many rule groups of ten rules as {@code objects} says and a tenth as many policies. */
@State(Scope.Benchmark)
public class StepsBench {
  private static final ExpressionVerdicts ALL_GOOD = expression -> new ExpressionVerdicts.Verdict.Good();
  @Param({"500", "1000", "2000"})
  private int objects;
  private StepsInput input = new StepsInput(0);

  @Setup
  public void declare() {
    input = new StepsInput(objects);
  }

  @Benchmark
  public CompiledRules compileRules() {
    return RuleCompiler.compile(input.catalog(), input.backend(), ALL_GOOD, LastGoodRules.NONE);
  }

  @Benchmark
  public CompiledPolicies compilePolicies() {
    return PolicyCompiler.compile(input.catalog(), LastGoodPriorities.NONE, StepsInput.NOW);
  }

  /** All but one file stand as desired. */
  @Benchmark
  public FileChanges planRules() {
    return FilePlan.plan(input.desiredFiles(), input.observedFiles());
  }

  /** All but one silence stand as desired. */
  @Benchmark
  public List<SilenceChange> planSilences() {
    return SilencePlanner.plan(input.desiredSilences(), input.observedSilences(), input.scope());
  }
}
