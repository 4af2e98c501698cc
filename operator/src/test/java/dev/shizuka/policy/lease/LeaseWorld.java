package dev.shizuka.policy.lease;

import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.policy.CompiledPolicy;
import dev.shizuka.policy.Condition;
import dev.shizuka.policy.Matcher;
import dev.shizuka.policy.MatcherSet;
import dev.shizuka.policy.Operation;
import dev.shizuka.policy.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Made-up policies, and alerts of few labels and values that come and go: many are missing labels, or have more than others. */
final class LeaseWorld {
  private static final List<String> LABELS = List.of("alertname", "node", "pod", "priority");
  private static final List<String> VALUES = List.of("a", "b", "c|d", "");

  private final Random random;
  private final Map<String, Instance> firing = new HashMap<>();
  private Instant at = Days.START;

  LeaseWorld(long seed) {
    this.random = new Random(seed);
  }

  List<CompiledPolicy> policies(int count) {
    return IntStream.range(0, count).mapToObj(this::policy).toList();
  }

  private CompiledPolicy policy(int number) {
    List<MatcherSet> match = sets();
    List<MatcherSet> open = match.stream().map(set -> set.and(new Matcher("priority", Operation.NOT_EQUAL, "a")))
        .toList();
    Condition condition = switch (random.nextInt(4)) {
      case 0 -> new Condition.Hold(Duration.ofSeconds(10 + random.nextInt(500)));
      case 1 -> new Condition.Flapping(2 + random.nextInt(4), Duration.ofSeconds(60 + random.nextInt(600)),
          Duration.ofSeconds(60 + random.nextInt(600)));
      default -> inhibit(match, open);
    };
    ResourceId id = new ResourceId(Kind.CLUSTER_SUPPRESSION_POLICY, "", "policy-" + number);
    return new CompiledPolicy(id, "", random.nextInt(3) == 0 ? Mode.Observe : Mode.Enforce, "", open,
        new Timing.Leased(condition, Days.EXPIRES), "", match);
  }

  private Condition.Inhibit inhibit(List<MatcherSet> match, List<MatcherSet> open) {
    List<MatcherSet> source = sets();
    List<MatcherSet> beside = open;
    for (MatcherSet set : source) {
      beside = beside.stream()
          .flatMap(one -> set.matchers().stream().map(matcher -> one.and(matcher.negated()))).toList();
    }
    List<String> equal = LABELS.stream().filter(label -> random.nextInt(3) == 0).toList();
    return new Condition.Inhibit(source, match, beside, equal, random.nextBoolean());
  }

  private List<MatcherSet> sets() {
    return IntStream.rangeClosed(0, random.nextInt(2)).mapToObj(set -> MatcherSet.of(
        IntStream.range(0, random.nextInt(3)).mapToObj(number -> matcher()).toList())).toList();
  }

  private Matcher matcher() {
    Operation operation = Operation.values()[random.nextInt(4)];
    String value = operation.takesRegex() ? pick(List.of("a|b", ".+", "[bc].*", "")) : pick(VALUES);
    return new Matcher(pick(LABELS), operation, value);
  }

  /** The next one, with some instances that came, some that went, and some that did both since. */
  Look look() {
    Instant before = at;
    at = at.plusSeconds(5 + random.nextInt(60));
    firing.keySet().removeIf(instance -> random.nextInt(8) == 0);
    firing.replaceAll((fingerprint, instance) -> random.nextInt(10) == 0
        ? Days.instance(between(before), instance.labels())
        : instance);
    for (int number = random.nextInt(8); number > 0; number--) {
      Instance instance = Days.instance(between(before), labels());
      firing.putIfAbsent(instance.fingerprint(), instance);
    }
    return new Look(at, new ArrayList<>(firing.values()), true);
  }

  private Instant between(Instant before) {
    return before.plusSeconds(1 + random.nextInt((int) Duration.between(before, at).toSeconds()));
  }

  private Map<String, String> labels() {
    Map<String, String> labels = new TreeMap<>();
    LABELS.forEach(label -> labels.put(label, pick(VALUES)));
    labels.values().removeIf(String::isEmpty);
    return labels;
  }

  private <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
