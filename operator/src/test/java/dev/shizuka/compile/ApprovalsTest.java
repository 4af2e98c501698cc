package dev.shizuka.compile;

import static dev.shizuka.compile.PolicyObjects.EXPIRES;
import static dev.shizuka.compile.PolicyObjects.FROM;
import static dev.shizuka.compile.PolicyObjects.NOW;
import static dev.shizuka.compile.PolicyObjects.UNTIL;
import static dev.shizuka.compile.PolicyObjects.priority;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.api.AlertPrioritySpec;
import dev.shizuka.api.AlertPrioritySpec.Suppression;
import dev.shizuka.api.SuppressionApprovalSpec;
import dev.shizuka.api.SuppressionApprovalSpec.Policy;
import dev.shizuka.api.SuppressionApprovalSpec.PolicyKind;
import dev.shizuka.api.SuppressionPolicySpec;
import dev.shizuka.api.SuppressionPolicySpec.Match;
import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.Origin;
import dev.shizuka.catalog.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class ApprovalsTest {
  private static final Map<String, String> P3_ALERT = Map.of("priority", "p3", "namespace", "shop", "job", "batch");
  private static final Map<String, String> ASSIGNED = Map.of("namespace", "shop", "severity", "warning");
  private static final Declared<AlertPrioritySpec> P3 = priority("p3", 3, Suppression.Approval,
      Map.of("severity", "warning"));

  @Test
  void withoutAnApprovalNothingIsCoveredAndTheDigestIsTold() {
    CompiledPolicies compiled = compile("alice", spec("priority=~\"p3|\""), P3);
    assertThat(covers(compiled, P3_ALERT)).isFalse();
    assertThat(covers(compiled, ASSIGNED)).isFalse();
    assertThat(told(compiled)).contains("somebody other than alice applies SuppressionApproval {policy: {"
        + "kind: SuppressionPolicy, namespace: shop, name: x}, digest: " + digest(spec("priority=~\"p3|\"")));
  }

  @Test
  void anApprovalBySomebodyElseOpensThePriorityByNameAndByAssign() {
    SuppressionPolicySpec spec = spec("priority=~\"p3|\"");
    CompiledPolicies compiled = compile("alice", spec, P3, approval(digest(spec), "bob"));
    assertThat(covers(compiled, P3_ALERT)).isTrue();
    assertThat(covers(compiled, ASSIGNED)).isTrue();
    assertThat(told(compiled)).isEmpty();
  }

  @Test
  void aWidePolicyMayBeApprovedTooAndAsksForNothingByItself() {
    SuppressionPolicySpec wide = spec("job=batch");
    assertThat(told(compile("alice", wide, P3))).isEmpty();
    assertThat(covers(compile("alice", wide, P3), P3_ALERT)).isFalse();
    assertThat(covers(compile("alice", wide, P3, approval(digest(wide), "bob")), P3_ALERT)).isTrue();
  }

  @Test
  void nobodyApprovesTheirOwnHoweverTheySpellTheirName() {
    SuppressionPolicySpec spec = spec("priority=p3");
    for (String self : List.of("alice", "Alice", " alice ", "")) {
      CompiledPolicies compiled = compile("alice", spec, P3, approval(digest(spec), self));
      assertThat(covers(compiled, P3_ALERT)).isFalse();
      assertThat(told(compiled)).contains("alice wrote it and cannot approve it");
    }
  }

  @Test
  void aPolicyWithoutAnAuthorCannotBeApproved() {
    SuppressionPolicySpec spec = spec("priority=p3");
    CompiledPolicies compiled = compile(" ", spec, P3, approval(digest(spec), "bob"));
    assertThat(covers(compiled, P3_ALERT)).isFalse();
    assertThat(told(compiled)).contains("shizuka.dev/author");
  }

  @Test
  void aChangeOfThePolicyOrOfWhatItOpensVoidsTheApproval() {
    SuppressionPolicySpec spec = spec("priority=p3");
    Declared<SuppressionApprovalSpec> approval = approval(digest(spec), "bob");
    CompiledPolicies edited = compile("alice", spec("priority=p3", "job=~\".+\""), P3, approval);
    assertThat(covers(edited, P3_ALERT)).isFalse();
    assertThat(told(edited)).contains("has changed since bob approved it");
    assertThat(covers(compile("alice", spec, priority("p3", 3, Suppression.Approval, Map.of("severity", "page")),
        approval), P3_ALERT)).isFalse();
  }

  @Test
  void aForbiddenPriorityIsNeverOpenedByAnApproval() {
    SuppressionPolicySpec spec = spec("priority=p3");
    Declared<AlertPrioritySpec> forbidden = priority("p3", 3, Suppression.Forbidden);
    for (String digest : List.of(digest(spec), PolicyDigest.of(spec, Map.of()),
        PolicyDigest.of(spec, Map.of("p3", forbidden.spec())))) {
      assertThat(covers(compile("alice", spec, forbidden, approval(digest, "bob")), P3_ALERT)).isFalse();
    }
  }

  @Test
  void approvalsOfTheMainDirectoryOrOfAClusterThatHoldsNobodyToTheirNameDoNotCount() {
    SuppressionPolicySpec spec = spec("priority=p3");
    Catalog catalog = world("alice", spec, P3, List.of(approval(digest(spec), "bob")));
    for (ApprovalSource source : List.of(ApprovalSource.NONE, ApprovalSource.closedCluster("a policy is missing"))) {
      CompiledPolicies compiled = PolicyCompiler.compile(catalog, LastGoodPriorities.NONE, around(source));
      assertThat(covers(compiled, P3_ALERT)).isFalse();
      assertThat(told(compiled)).isEqualTo("p3 needs an approval: " + source.closed());
    }
  }

  @Test
  void inAClusterAnApprovalSpeaksForItsOwnNamespaceOnly() {
    SuppressionPolicySpec spec = spec("priority=p3");
    assertThat(covers(inCluster("alice", spec, "shop", "bob"), P3_ALERT)).isTrue();
    assertThat(covers(inCluster("alice", spec, "pay", "bob"), P3_ALERT)).isFalse();
  }

  @Test
  void inAClusterNobodyApprovesTheirOwnEither() {
    CompiledPolicies compiled = inCluster("alice", spec("priority=p3"), "shop", "Alice");
    assertThat(covers(compiled, P3_ALERT)).isFalse();
    assertThat(told(compiled)).contains("alice wrote it and cannot approve it");
  }

  @Test
  void inAClusterAServiceAccountIsNeitherOfTheTwo() {
    SuppressionPolicySpec spec = spec("priority=p3");
    CompiledPolicies written = inCluster("system:serviceaccount:shop:default", spec, "shop", "bob");
    assertThat(covers(written, P3_ALERT)).isFalse();
    assertThat(told(written)).contains("its author, in the annotation shizuka.dev/author, is a service account");
    CompiledPolicies approved = inCluster("alice", spec, "shop", "system:serviceaccount:shop:default");
    assertThat(covers(approved, P3_ALERT)).isFalse();
    assertThat(told(approved)).contains("its approver is a service account, and must be a person");
  }

  private static CompiledPolicies inCluster(String author, SuppressionPolicySpec spec, String namespace,
      String approver) {
    return PolicyCompiler.compile(world(author, spec, P3, List.of(approval(namespace, digest(spec), approver))),
        LastGoodPriorities.NONE, around(ApprovalSource.CLUSTER));
  }

  @Test
  void theCanonicalFormIsTheDocumentedOne() {
    assertThat(PolicyDigest.canonical(new SuppressionPolicySpec(null, "r", null, EXPIRES,
        List.of(new Match(List.of("a=b"))), null), Map.of("p3", P3.spec()))).isEqualTo(
            "{\"opens\":{\"p3\":[{\"severity\":\"warning\"}]},\"spec\":{\"expires\":\"2026-12-21T12:00:00Z\","
                + "\"match\":[{\"matchers\":[\"a=b\"]}],\"mode\":\"Observe\",\"reason\":\"r\"}}");
  }

  @Property(tries = 200)
  void anyOtherTextIsAnotherDigestAndAnOrderOfAssignIsNot(
      @ForAll @AlphaChars @StringLength(min = 1, max = 9) String one,
      @ForAll @AlphaChars @StringLength(min = 1, max = 9) String two) {
    SuppressionPolicySpec first = spec("job=" + one);
    assertThat(digest(first).equals(digest(spec("job=" + two)))).isEqualTo(one.equals(two));
    assertThat(PolicyDigest.of(first, Map.of("p3", assigning(Map.of("a", one), Map.of("b", two)))))
        .isEqualTo(PolicyDigest.of(first, Map.of("p3", assigning(Map.of("b", two), Map.of("a", one)))));
  }

  @Test
  void everyFieldOfTheSpecIsInTheDigest() {
    SuppressionPolicySpec spec = spec("a=b");
    assertThat(List.of(
        new SuppressionPolicySpec(Mode.Observe, spec.reason(), spec.reference(), EXPIRES, spec.match(), spec.silence()),
        new SuppressionPolicySpec(Mode.Enforce, "other", spec.reference(), EXPIRES, spec.match(), spec.silence()),
        new SuppressionPolicySpec(Mode.Enforce, spec.reason(), "other", EXPIRES, spec.match(), spec.silence()),
        new SuppressionPolicySpec(Mode.Enforce, spec.reason(), spec.reference(), UNTIL, spec.match(), spec.silence()),
        new SuppressionPolicySpec(Mode.Enforce, spec.reason(), spec.reference(), EXPIRES, List.of(), spec.silence()),
        new SuppressionPolicySpec(Mode.Enforce, spec.reason(), spec.reference(), EXPIRES, spec.match(),
            new SuppressionPolicySpec.Silence(FROM, NOW))))
        .extracting(ApprovalsTest::digest)
        .doesNotContain(digest(spec)).doesNotHaveDuplicates();
  }

  @SafeVarargs
  private static AlertPrioritySpec assigning(Map<String, String>... sets) {
    return priority("p3", 3, Suppression.Approval, sets).spec();
  }

  private static SuppressionPolicySpec spec(String... matchers) {
    return PolicyObjects.policy("shop", "x", matchers).spec();
  }

  private static String digest(SuppressionPolicySpec spec) {
    return PolicyDigest.of(spec, Map.of("p3", P3.spec()));
  }

  private static Declared<SuppressionApprovalSpec> approval(String digest, String approver) {
    return approval("default", digest, approver);
  }

  private static Declared<SuppressionApprovalSpec> approval(String namespace, String digest, String approver) {
    return new Declared<>(new ResourceId(Kind.SUPPRESSION_APPROVAL, namespace, "x"), "", 0,
        new SuppressionApprovalSpec(new Policy(PolicyKind.SuppressionPolicy, "shop", "x"), digest, approver),
        Origin.CLUSTER);
  }

  private static Catalog world(String author, SuppressionPolicySpec spec, Declared<AlertPrioritySpec> priority,
      List<Declared<SuppressionApprovalSpec>> approvals) {
    Declared<SuppressionPolicySpec> policy = new Declared<>(new ResourceId(Kind.SUPPRESSION_POLICY, "shop", "x"), "",
        0, spec, Origin.CLUSTER, Map.of(Declared.AUTHOR, author));
    return PolicyObjects.catalog(List.of(priority), List.of(policy)).approved(approvals, List.of());
  }

  @SafeVarargs
  private static CompiledPolicies compile(String author, SuppressionPolicySpec spec,
      Declared<AlertPrioritySpec> priority, Declared<SuppressionApprovalSpec>... approvals) {
    return PolicyCompiler.compile(world(author, spec, priority, List.of(approvals)), LastGoodPriorities.NONE,
        around(ApprovalSource.DIRECTORY));
  }

  private static boolean covers(CompiledPolicies compiled, Map<String, String> alert) {
    return compiled.policies().stream().anyMatch(policy -> policy.covers(alert));
  }

  private static String told(CompiledPolicies compiled) {
    return compiled.verdicts().stream().flatMap(verdict -> verdict.problems().stream())
        .filter(problem -> problem.reason().equals("NeedsApproval")).map(problem -> problem.message())
        .collect(Collectors.joining("\n"));
  }

  private static PolicySurroundings around(ApprovalSource source) {
    return new PolicySurroundings(source, PolicySurroundings.MAX_LIFETIME, NOW);
  }
}
