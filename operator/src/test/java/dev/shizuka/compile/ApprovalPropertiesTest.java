package dev.shizuka.compile;

import static dev.shizuka.compile.PolicyObjects.EXPIRES;
import static dev.shizuka.compile.PolicyObjects.FROM;
import static dev.shizuka.compile.PolicyObjects.NOW;
import static dev.shizuka.compile.PolicyObjects.UNTIL;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shizuka.api.AlertPrioritySpec;
import dev.shizuka.api.AlertPrioritySpec.Suppression;
import dev.shizuka.api.SuppressionApprovalSpec;
import dev.shizuka.api.SuppressionApprovalSpec.Policy;
import dev.shizuka.api.SuppressionApprovalSpec.PolicyKind;
import dev.shizuka.api.SuppressionPolicySpec;
import dev.shizuka.api.SuppressionPolicySpec.Flapping;
import dev.shizuka.api.SuppressionPolicySpec.Hold;
import dev.shizuka.api.SuppressionPolicySpec.Inhibit;
import dev.shizuka.api.SuppressionPolicySpec.Match;
import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.api.SuppressionPolicySpec.Realise;
import dev.shizuka.api.SuppressionPolicySpec.Schedule;
import dev.shizuka.api.SuppressionPolicySpec.Silence;
import dev.shizuka.api.SuppressionPolicySpec.Window;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.Origin;
import dev.shizuka.catalog.ResourceId;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Of any policy on an {@code Approval} priority, by whomever: what voids an approval, and what does not. */
class ApprovalPropertiesTest {
  private static final Map<String, String> ALERT = Map.of("priority", "p3", "namespace", "shop", "job", "batch");
  private static final KubernetesSerialization YAML = new KubernetesSerialization();
  private static final List<Map<String, String>> ASSIGN = List.of(Map.of("severity", "warning"),
      Map.of("severity", "page", "team", "shop"), Map.of("team", "infra"));
  /** Ways to change a policy that leave it a policy on p3. */
  private static final int CHANGES = 9;

  @Property(tries = 150)
  void anApprovalByAnotherPersonIsInForceUntilAnythingOfThePolicyChanges(@ForAll long seed,
      @ForAll @IntRange(max = CHANGES - 1) int what) {
    ObjectNode spec = spec(new Random(seed));
    String digest = digest(spec, ASSIGN);
    assertThat(inForce(spec, ASSIGN, "alice", approval(digest, "bob"))).isTrue();
    ObjectNode changed = changed(spec, what);
    assertThat(changed).isNotEqualTo(spec);
    assertThat(inForce(changed, ASSIGN, "alice", approval(digest, "bob"))).as("%s", changed).isFalse();
    assertThat(inForce(changed, ASSIGN, "alice", approval(digest(changed, ASSIGN), "bob"))).isTrue();
  }

  @Property(tries = 100)
  void aChangeOfWhatItOpensVoidsItAndAnotherOrderDoesNot(@ForAll long seed) {
    Random random = new Random(seed);
    ObjectNode spec = spec(random);
    List<Map<String, String>> assign = new ArrayList<>(ASSIGN);
    Collections.shuffle(assign, random);
    SuppressionApprovalSpec approval = approval(digest(spec, ASSIGN), "bob");
    assertThat(inForce(spec, assign, "alice", approval)).isTrue();
    Map<String, String> set = new HashMap<>(assign.removeFirst());
    if (random.nextBoolean()) {
      set.put("severity", "other");
      assign.add(set);
    }
    assertThat(inForce(spec, assign, "alice", approval)).as("%s", assign).isFalse();
  }

  @Property(tries = 100)
  void howItIsWrittenIsNoChange(@ForAll long seed) {
    Random random = new Random(seed);
    ObjectNode spec = spec(random);
    SuppressionApprovalSpec approval = approval(digest(spec, ASSIGN), "bob");
    ObjectNode otherwise = shuffled(spec, random);
    otherwise.put("expires",
        EXPIRES.atOffset(ZoneOffset.ofHours(random.nextInt(-12, 13))).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
    assertThat(inForce(otherwise, ASSIGN, "alice", approval)).as("%s", otherwise).isTrue();
  }

  @Property(tries = 100)
  void nobodyApprovesTheirOwn(@ForAll long seed) {
    Random random = new Random(seed);
    ObjectNode spec = spec(random);
    String author = List.of("alice", "Böb", "x@example.com", "system:serviceaccount:shop:flux")
        .get(random.nextInt(4));
    String approver = " ".repeat(random.nextInt(3)) + (random.nextBoolean() ? author.toUpperCase(Locale.ROOT) : author)
        + "\t".repeat(random.nextInt(2));
    String digest = digest(spec, ASSIGN);
    assertThat(inForce(spec, ASSIGN, author, approval(digest, approver))).isFalse();
    assertThat(inForce(spec, ASSIGN, author, approval(digest, approver), approval(digest, "carol"))).isTrue();
  }

  private static ObjectNode spec(Random random) {
    SuppressionPolicySpec bare = new SuppressionPolicySpec(Mode.Enforce, "reason " + random.nextInt(100),
        random.nextBoolean() ? null : "OPS-" + random.nextInt(100), EXPIRES,
        List.of(new Match(List.of("priority=p3", "job=~\"batch|x" + random.nextInt(100) + "\""))), null);
    ObjectNode spec = YAML.convertValue(bare, ObjectNode.class);
    switch (random.nextInt(5)) {
      case 0 -> spec.set("silence", tree(new Silence(FROM, UNTIL)));
      case 1 -> spec.set("schedule", tree(new Schedule("UTC",
          List.of(new Window(List.of("mon-sun"), null, "11:00", "13:30")), List.of("2027-01-01"))));
      case 2 -> spec.set("inhibit", tree(
          new Inhibit(List.of(new Match(List.of("alertname=NodeDown"))), List.of("node", "zone"), Realise.Lease)));
      case 3 -> spec.set("hold", tree(new Hold("10m")));
      default -> spec.set("flapping", tree(new Flapping(4, "30m", "1h")));
    }
    return shuffled(spec, random);
  }

  private static ObjectNode changed(ObjectNode spec, int what) {
    ObjectNode changed = spec.deepCopy();
    ArrayNode matchers = (ArrayNode) changed.path("match").path(0).path("matchers");
    switch (what) {
      case 0 -> changed.put("reason", "another");
      case 1 -> changed.put("reference", "another");
      case 2 -> changed.put("expires", EXPIRES.plusSeconds(1).toString());
      case 3 -> changed.put("mode", "Observe");
      case 4 -> matchers.add("team!=\"x\"");
      case 5 -> matchers.set(1, "job=~\"bat.*\"");
      case 6 -> ((ArrayNode) changed.path("match")).addObject().putArray("matchers").add("priority=p3");
      case 7 -> matchers.insert(0, matchers.remove(1));
      default -> {
        List.of("silence", "schedule", "inhibit", "hold", "flapping").forEach(changed::remove);
        String from = spec.has("silence") ? FROM.minusSeconds(1).toString() : FROM.toString();
        changed.putObject("silence").put("from", from).put("until", UNTIL.toString());
      }
    }
    return changed;
  }

  /** The same with its fields in another order, and without those that say nothing. */
  private static ObjectNode shuffled(ObjectNode node, Random random) {
    List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(node.properties());
    fields.removeIf(field -> field.getValue().isNull() || field.getValue().isArray() && field.getValue().isEmpty());
    Collections.shuffle(fields, random);
    ObjectNode shuffled = JsonNodeFactory.instance.objectNode();
    fields.forEach(field -> shuffled.set(field.getKey(),
        field.getValue() instanceof ObjectNode inner ? shuffled(inner, random) : field.getValue()));
    return shuffled;
  }

  private static SuppressionPolicySpec read(ObjectNode spec) {
    return YAML.unmarshal(YAML.asYaml(spec), SuppressionPolicySpec.class);
  }

  private static JsonNode tree(Record form) {
    return YAML.convertValue(form, ObjectNode.class);
  }

  private static String digest(ObjectNode spec, List<Map<String, String>> assign) {
    return PolicyDigest.of(read(spec), Map.of("p3", p3(assign).spec()));
  }

  @SuppressWarnings("unchecked")
  private static Declared<AlertPrioritySpec> p3(List<Map<String, String>> assign) {
    return PolicyObjects.priority("p3", 3, Suppression.Approval, assign.toArray(Map[]::new));
  }

  private static SuppressionApprovalSpec approval(String digest, String approver) {
    return new SuppressionApprovalSpec(new Policy(PolicyKind.SuppressionPolicy, "shop", "x"), digest, approver);
  }

  private static boolean inForce(ObjectNode spec, List<Map<String, String>> assign, String author,
      SuppressionApprovalSpec... approvals) {
    Declared<SuppressionPolicySpec> policy = new Declared<>(new ResourceId(Kind.SUPPRESSION_POLICY, "shop", "x"), "",
        0, read(spec), Origin.CLUSTER, Map.of(Declared.AUTHOR, author));
    List<Declared<SuppressionApprovalSpec>> given = new ArrayList<>();
    for (SuppressionApprovalSpec approval : approvals) {
      given.add(new Declared<>(new ResourceId(Kind.SUPPRESSION_APPROVAL, "", "a" + given.size()), "", 0, approval,
          Origin.CLUSTER));
    }
    Catalog catalog = PolicyObjects.catalog(List.of(p3(assign)), List.of(policy)).approved(given, List.of());
    CompiledPolicies compiled = PolicyCompiler.compile(catalog, LastGoodPriorities.NONE,
        new PolicySurroundings(ApprovalSource.DIRECTORY, Duration.ofDays(400), NOW));
    assertThat(compiled.policies()).as("%s", compiled.verdicts()).hasSize(1);
    return compiled.policies().getFirst().covers(ALERT);
  }
}
