package dev.shizuka.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.api.AlertPrioritySpec;
import dev.shizuka.api.AlertPrioritySpec.Suppression;
import dev.shizuka.api.SuppressionPolicySpec;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.policy.CompiledPolicy;
import dev.shizuka.policy.PolicyIndex;
import dev.shizuka.testbed.Testbed;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/** What a compiled policy covers, against an oracle that knows neither sets nor RE2/J. */
class CoverageTest {
  private static final Pattern MATCHER = Pattern.compile("(\\w+)(=~|!~|!=|=)\"(.*)\"", Pattern.DOTALL);

  /** A hundred times a hundred worlds are a million triples of priorities, policy and alert. */
  @Property(tries = 100, shrinking = ShrinkingMode.OFF)
  void coversExactlyWhatTheMatchersSayAndNoClosedPriorityProtects(@ForAll long seed) {
    for (int count = 0; count < Testbed.scale(100); count++) {
      PolicyWorld world = PolicyWorld.of(seed + count);
      CompiledPolicies compiled = compiled(world);
      PolicyIndex index = PolicyIndex.of(compiled.policies());
      for (Map<String, String> alert : world.alerts()) {
        assertThat(index.covering(alert)).as("%s under %s", alert, world.catalog())
            .isEqualTo(expected(world.catalog(), compiled, alert));
        assertThat(index.covering(alert).isEmpty() || !protectedAlert(compiled.priorities(), alert))
            .as("%s is protected under %s", alert, world.catalog()).isTrue();
      }
    }
  }

  private static List<CompiledPolicy> expected(Catalog catalog, CompiledPolicies compiled, Map<String, String> alert) {
    boolean open = open(catalog, alert);
    return compiled.policies().stream().filter(policy -> open && catalog.policies().stream()
        .anyMatch(declared -> declared.id().equals(policy.id()) && declaredMatch(declared, alert))).toList();
  }

  /** By the priority that is counted; the label of none that is declared protects. */
  private static boolean protectedAlert(Priorities priorities, Map<String, String> alert) {
    boolean undeclared = !alert.getOrDefault("priority", "").isEmpty()
        && !priorities.specs().containsKey(alert.get("priority"));
    return undeclared || priorities.of(alert)
        .map(name -> priorities.specs().get(name).suppression() != Suppression.Allowed).orElse(false);
  }

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void setsAreFewAndNoneIsContainedInAnother(@ForAll long seed) {
    for (CompiledPolicy policy : compiled(PolicyWorld.of(seed)).policies()) {
      assertThat(policy.sets()).hasSizeLessThanOrEqualTo(32).allSatisfy(set -> {
        assertThat(set.contradictory()).isFalse();
        assertThat(policy.sets()).filteredOn(other -> other != set).noneMatch(set::within);
      });
    }
  }

  @Test
  void theMadeUpWorldsAreWorthTheirWhile() {
    long covered = LongStream.range(0, 300).mapToObj(PolicyWorld::of).filter(world -> world.alerts().stream()
        .anyMatch(alert -> compiled(world).policies().stream().anyMatch(policy -> policy.covers(alert)))).count();
    long spared = LongStream.range(0, 300).mapToObj(PolicyWorld::of)
        .filter(world -> world.alerts().stream().anyMatch(alert -> world.catalog().policies().stream()
            .anyMatch(policy -> declaredMatch(policy, alert) && !open(world.catalog(), alert))))
        .count();
    assertThat(List.of(covered, spared)).allMatch(count -> count > 200);
  }

  private static CompiledPolicies compiled(PolicyWorld world) {
    return PolicyCompiler.compile(world.catalog(), LastGoodPriorities.NONE, PolicyObjects.NOW);
  }

  private static boolean declaredMatch(Declared<SuppressionPolicySpec> policy, Map<String, String> alert) {
    String namespace = policy.id().namespace();
    return (namespace.isEmpty() || namespace.equals(alert.get("namespace"))) && policy.spec().match().stream()
        .anyMatch(match -> match.matchers().stream().allMatch(matcher -> holds(matcher, alert)));
  }

  private static boolean holds(String text, Map<String, String> alert) {
    Matcher parts = MATCHER.matcher(text);
    assertThat(parts.matches()).as(text).isTrue();
    String value = parts.group(3).replace("\\n", "\n").replace("\\\\", "\\");
    String actual = alert.getOrDefault(parts.group(1), "");
    return switch (parts.group(2)) {
      case "=" -> actual.equals(value);
      case "!=" -> !actual.equals(value);
      case "=~" -> Pattern.compile(value.replace("[[:alpha:]]", "[a-zA-Z]"), Pattern.UNIX_LINES).matcher(actual)
          .matches();
      default -> !Pattern.compile(value.replace("[[:alpha:]]", "[a-zA-Z]"), Pattern.UNIX_LINES).matcher(actual)
          .matches();
    };
  }

  private static boolean open(Catalog catalog, Map<String, String> alert) {
    String label = alert.getOrDefault("priority", "");
    if (label.isEmpty()) {
      return catalog.priorities().stream().filter(priority -> priority.spec().suppression() != Suppression.Allowed)
          .noneMatch(priority -> assigned(priority.spec(), alert));
    }
    return catalog.priorities().stream().anyMatch(priority -> priority.id().name().equals(label)
        && priority.spec().suppression() == Suppression.Allowed);
  }

  private static boolean assigned(AlertPrioritySpec priority, Map<String, String> alert) {
    return priority.assign().stream().anyMatch(set -> set.entrySet().stream()
        .allMatch(wanted -> alert.getOrDefault(wanted.getKey(), "").equals(wanted.getValue())));
  }
}
