package dev.shizuka.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.testbed.Testbed;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against the naive scan, which asks every policy. */
class PolicyIndexTest {
  private long pairs;
  private long covered;

  @Test
  void saysWhatTheNaiveScanSaysOnAMillionPairs() {
    for (int seed = 0; seed < Testbed.scale(60); seed++) {
      compare(IndexWorld.of(seed, 200, 50));
    }
    for (int seed = 0; seed < Testbed.scale(200); seed++) {
      compare(IndexWorld.of(1_000_000 + seed, seed % 10, 50));
    }
    for (int seed = 0; seed < Testbed.scale(1); seed++) {
      compare(IndexWorld.of(2_000_000 + seed, 2000, 200));
    }
    assertThat(pairs).isGreaterThanOrEqualTo(Testbed.scale(1_000_000));
    assertThat(covered).isBetween(pairs / 20, pairs / 2);
  }

  private void compare(IndexWorld world) {
    PolicyIndex index = PolicyIndex.of(world.policies());
    for (Map<String, String> alert : world.alerts()) {
      List<CompiledPolicy> naive = world.policies().stream().filter(policy -> policy.covers(alert))
          .sorted(Comparator.comparing(CompiledPolicy::id)).toList();
      assertThat(index.covering(alert)).as("%s", alert).isEqualTo(naive);
      pairs += world.policies().size();
      covered += naive.size();
    }
  }

  @Test
  void anEmptyIndexAndASetOfNothingAreAnswered() {
    assertThat(PolicyIndex.of(List.of()).covering(Map.of("a", "b"))).isEmpty();
    CompiledPolicy everything = policy("all", MatcherSet.of(List.of()));
    assertThat(PolicyIndex.of(List.of(everything)).covering(Map.of())).containsExactly(everything);
  }

  @Test
  void aPolicyOfManyMatchingSetsIsNamedOnceAndInOrder() {
    MatcherSet job = set(new Matcher("job", Operation.REGEX, "web|w.*"));
    MatcherSet any = set(new Matcher("job", Operation.NOT_EQUAL, ""));
    CompiledPolicy second = policy("b", job, any);
    CompiledPolicy first = policy("a", any, set(new Matcher("team", Operation.EQUAL, "")));
    assertThat(PolicyIndex.of(List.of(second, first)).covering(Map.of("job", "web", "team", "")))
        .containsExactly(first, second);
  }

  @Test
  void anAlertOfFewLabelsFindsItsPoliciesAmongManyLabelsAndOneOfManyAmongFew() {
    List<CompiledPolicy> policies = IntStream.range(0, 100).mapToObj(number -> policy("p" + number,
        set(new Matcher("label" + number, Operation.EQUAL, "x"), new Matcher("a", Operation.NOT_EQUAL, "b")))).toList();
    assertThat(PolicyIndex.of(policies).covering(Map.of("label7", "x"))).containsExactly(policies.get(7));
    Map<String, String> rich = new java.util.TreeMap<>();
    IntStream.range(0, 300).forEach(number -> rich.put("other" + number, "x"));
    rich.put("label8", "x");
    assertThat(PolicyIndex.of(policies).covering(rich)).containsExactly(policies.get(8));
  }

  @Test
  void nestedPrefixesAreAllFound() {
    List<String> regexes = List.of("b.*", "ba.+", "bat.*", "batch-.*", "batch-a.*", "batch-b.*", ".+", "z.*",
        "batch-a");
    List<CompiledPolicy> policies = regexes.stream()
        .map(regex -> policy("p" + regexes.indexOf(regex), set(new Matcher("job", Operation.REGEX, regex)))).toList();
    assertThat(PolicyIndex.of(policies).covering(Map.of("job", "batch-a"))).extracting(found -> found.id().name())
        .containsExactly("p0", "p1", "p2", "p3", "p4", "p6", "p8");
    assertThat(PolicyIndex.of(policies).covering(Map.of("job", "batch-"))).extracting(found -> found.id().name())
        .containsExactly("p0", "p1", "p2", "p3", "p6");
    assertThat(PolicyIndex.of(policies).covering(Map.of("job", ""))).isEmpty();
    assertThat(PolicyIndex.of(policies).covering(Map.of("job", "a"))).extracting(found -> found.id().name())
        .containsExactly("p6");
  }

  private static CompiledPolicy policy(String name, MatcherSet... sets) {
    return new CompiledPolicy(new ResourceId(Kind.CLUSTER_SUPPRESSION_POLICY, "", name), "", Mode.Observe, "",
        Arrays.asList(sets), Instant.EPOCH, Instant.MAX);
  }

  private static MatcherSet set(Matcher... matchers) {
    return MatcherSet.of(List.of(matchers));
  }
}
