package dev.shizuka.bench;

import dev.shizuka.api.SuppressionPolicySpec;
import dev.shizuka.api.SuppressionPolicySpec.Flapping;
import dev.shizuka.api.SuppressionPolicySpec.Hold;
import dev.shizuka.api.SuppressionPolicySpec.Inhibit;
import dev.shizuka.api.SuppressionPolicySpec.Match;
import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.Origin;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.policy.CompiledPolicy;
import dev.shizuka.policy.lease.Instance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The estate of {@link IndexInput} with policies of all forms that have a condition: a third hold for ten minutes, a third wait for flapping, a third are inhibited by
 * nodes that are down. Of the open alerts one in a hundred has begun within these ten minutes, as many are nodes that are down, and one
 * in a hundred begins and ends at each look.
 */
public final class LeaseInput {
  private static final int ALERTNAMES = 500;
  private static final int NODES_DOWN = 100;
  private static final int STORM_KINDS = 50;
  private final IndexInput estate = new IndexInput();

  public List<CompiledPolicy> policies(int count) {
    return estate.compile(IntStream.range(0, count).mapToObj(LeaseInput::policy).toList());
  }

  /** Open alerts at a moment; those of a multiple of a hundred flap. */
  public List<Instance> open(int count, Instant at) {
    List<IndexInput.Alert> alerts = estate.alerts(count);
    return IntStream.range(0, count).mapToObj(number -> instance(alerts.get(number), number, at)).toList();
  }

  private static Instance instance(IndexInput.Alert alert, int number, Instant at) {
    Map<String, String> labels = new HashMap<>(alert.labels());
    if (number % 100 == 1) {
      labels.put("alertname", "NodeDown" + number / 100 % NODES_DOWN);
    }
    Duration age = number % 100 == 2 ? Duration.ofSeconds(number % 599) : Duration.ofMinutes(30 + number % 10_000);
    return new Instance(alert.fingerprint(), labels, at.minus(age));
  }

  /** Alerts that begin at once and are all held: fifty kinds, that differ in their pods alone. */
  public List<Instance> storm(int count, Instant at) {
    List<IndexInput.Alert> kinds = estate.alerts(STORM_KINDS);
    return IntStream.range(0, count).mapToObj(number -> {
      Map<String, String> labels = new HashMap<>(kinds.get(number % STORM_KINDS).labels());
      labels.putAll(Map.of("alertname", alertname(number % STORM_KINDS * 3), "severity", "warning", "pod",
          "storm-" + number));
      labels.remove("priority");
      return new Instance(String.format("%016x", -1L - number), labels, at);
    }).toList();
  }

  /** The same alerts as the next poll reads them: no string is the same object. */
  public static List<Instance> again(List<Instance> instances) {
    List<Instance> again = new ArrayList<>();
    for (Instance instance : instances) {
      IndexInput.Alert alert = new IndexInput.Alert(instance.fingerprint(), instance.labels());
      IndexInput.Alert read = IndexInput.again(List.of(alert)).getFirst();
      again.add(new Instance(read.fingerprint(), read.labels(), instance.startsAt()));
    }
    return List.copyOf(again);
  }

  private static Declared<SuppressionPolicySpec> policy(int number) {
    List<Match> match = List.of(new Match(List.of("alertname=\"" + alertname(number) + "\"",
        "severity!=\"critical\"")));
    ResourceId id = new ResourceId(Kind.CLUSTER_SUPPRESSION_POLICY, "", "leased-" + number);
    SuppressionPolicySpec spec = switch (number % 3) {
      case 0 -> spec(match, null, new Hold("10m"), null);
      case 1 -> spec(match, null, null, new Flapping(4, "30m", "1h"));
      default -> spec(match, inhibit(number), null, null);
    };
    return new Declared<>(id, "", 0, spec, Origin.CLUSTER);
  }

  private static String alertname(int policy) {
    return "HighErrorRate" + policy * 7 % ALERTNAMES;
  }

  private static Inhibit inhibit(int number) {
    Match source = new Match(List.of("alertname=\"NodeDown" + number % NODES_DOWN + "\""));
    return new Inhibit(List.of(source), List.of("instance"), null);
  }

  private static SuppressionPolicySpec spec(List<Match> match, @Nullable Inhibit inhibit, @Nullable Hold hold,
      @Nullable Flapping flapping) {
    return new SuppressionPolicySpec(Mode.Enforce, "nobody acts on it", null, StepsInput.NOW.plus(Duration.ofDays(90)),
        match, null, null, inhibit, hold, flapping, null);
  }
}
