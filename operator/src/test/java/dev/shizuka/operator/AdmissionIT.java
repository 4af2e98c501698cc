package dev.shizuka.operator;

import static dev.shizuka.operator.Written.approval;
import static dev.shizuka.operator.Written.clusterApproval;
import static dev.shizuka.operator.Written.clusterPolicy;
import static dev.shizuka.operator.Written.expiring;
import static dev.shizuka.operator.Written.inhibiting;
import static dev.shizuka.operator.Written.matching;
import static dev.shizuka.operator.Written.policy;
import static dev.shizuka.operator.Written.priority;
import static dev.shizuka.testbed.People.ALICE;
import static dev.shizuka.testbed.People.BOB;
import static dev.shizuka.testbed.People.CAROL;
import static dev.shizuka.testbed.People.FLUX;
import static dev.shizuka.testbed.People.ROBOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.shizuka.compile.ApprovalSource;
import dev.shizuka.testbed.People;
import dev.shizuka.testbed.RealKubernetes;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.NamespaceableResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a real API server lets several people, a GitOps account and a namespace's own account do, with the admission policies of the chart. */
class AdmissionIT {
  static final String SOON = expiry(Duration.ofDays(399));
  private static final String TOO_LATE = expiry(Duration.ofDays(401));
  @TempDir
  private static Path directory;
  private static RealKubernetes kubernetes;
  private static final Map<String, KubernetesClient> CLIENTS = new HashMap<>();

  @BeforeAll
  static void serve() throws Exception {
    kubernetes = People.serve(directory);
    List.of(ALICE, BOB, CAROL, FLUX, ROBOT).forEach(user -> CLIENTS.put(user,
        new KubernetesClientBuilder().withConfig(People.config(kubernetes, user)).build()));
    try (KubernetesClient admin = new KubernetesClientBuilder().withConfig(kubernetes.config()).build()) {
      List.of("shop", "pay").forEach(name -> admin
          .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build()).create());
    }
    // The API server compiles new admission policies in the background.
    await().atMost(Duration.ofSeconds(30)).until(() -> refuses(ALICE, policy("probe", BOB, ""))
        && refuses(ALICE, approval("probe", "shop", "probe", BOB)) && refusesDeletion("probe"));
    put(ALICE, policy("nightly", ALICE, ""));
    put(CAROL, clusterPolicy("everywhere", CAROL, SOON));
    put(BOB, approval("by-bob", "shop", "nightly", BOB));
  }

  @AfterAll
  static void stop() {
    CLIENTS.values().forEach(KubernetesClient::close);
    kubernetes.close();
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        arguments("a false author", ALICE, policy("a", BOB, ""),
            "author says 'bob', and this request is made by 'alice'", "Set the annotation to 'alice'"),
        arguments("an account that is not listed", ROBOT, policy("a", ALICE, ""), "made by '" + ROBOT,
            "List that account in appliers"),
        arguments("a service account as author", ROBOT, policy("a", ROBOT, ""), "an author is a person",
            "leave it out"),
        arguments("a service account as author, set by an applier", FLUX, policy("a", ROBOT, ""),
            "an author is a person",
            "whoever wrote the policy"),
        arguments("an edit under the name of the author before", BOB, policy("nightly", ALICE, "runbook: changed"),
            "author says 'alice', and this request is made by 'bob'", "Set the annotation to 'bob'"),
        arguments("another's name on a policy as it is", BOB, policy("nightly", CAROL, ""), "author says 'carol'",
            "made by 'bob'"),
        arguments("a foreign namespace", ALICE, matching("a", "namespace=\"pay\""),
            "matcher namespace=\"pay\" names another",
            "declare the policy in that namespace"),
        arguments("a foreign namespace among others", ALICE, matching("a", "namespace=~\"shop|pay\""),
            "names another namespace", "alerts of its own, shop, only"),
        arguments("a foreign namespace as source", ALICE, inhibiting("a", "namespace = pay"), "names another namespace",
            "ask for a ClusterSuppressionPolicy"),
        arguments("too long a life", ALICE, expiring("a", TOO_LATE), "expires " + TOO_LATE + " is too far ahead",
            "Set an earlier expires"),
        arguments("too long a life in the cluster", CAROL, clusterPolicy("a", CAROL, TOO_LATE), "is too far ahead",
            "may live until"),
        arguments("self-approval", ALICE, approval("a", "shop", "nightly", ALICE),
            "'alice' wrote SuppressionPolicy shop/nightly and cannot approve it", "second person"),
        arguments("self-approval in another spelling", FLUX, approval("a", "shop", "nightly", "Alice "),
            "'alice' wrote SuppressionPolicy shop/nightly", "second person"),
        arguments("self-approval by edit of another's approval", ALICE, approval("by-bob", "shop", "nightly", ALICE),
            "cannot approve it", "second person"),
        arguments("self-approval in the cluster", CAROL, clusterApproval("a", "everywhere", CAROL),
            "'carol' wrote ClusterSuppressionPolicy everywhere", "second person"),
        arguments("a false approver", ALICE, approval("a", "shop", "nightly", BOB),
            "approver says 'bob', and this request is made by 'alice'", "Set approver to 'alice'"),
        arguments("a service account as approver", ROBOT, approval("a", "shop", "nightly", ROBOT),
            "an approver is a person", "listed in appliers"),
        arguments("approval from another namespace", BOB, approval("a", "pay", "nightly", BOB),
            "in namespace pay cannot approve a SuppressionPolicy of namespace shop",
            "declare it in the policy's namespace"),
        arguments("approval for the cluster without the right", BOB, clusterApproval("a", "everywhere", BOB),
            "'bob' may not approve ClusterSuppressionPolicies", "the verb approve on clustersuppressionpolicies"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void isRefusedWithASentenceThatHelps(String what, String who, String object, String says, String next) {
    assertThatThrownBy(() -> put(who, object)).as(what).isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining(says).hasMessageContaining(next);
  }

  static Stream<Arguments> admitted() {
    return Stream.of(
        arguments("a policy of one's own", ALICE, policy("b1", ALICE, "")),
        arguments("a policy without an author, by any account", ROBOT, policy("b2", null, "")),
        arguments("an author set by an applier", FLUX, policy("b3", ALICE, "")),
        arguments("an edit by an applier", FLUX, policy("b3", BOB, "reason: another")),
        arguments("an edit under one's own name", BOB, policy("b1", BOB, "reason: another")),
        arguments("its own namespace", ALICE, matching("b4", "namespace=~\"shop\"")),
        arguments("a wide expression", ALICE, matching("b5", "namespace=~\".+\"")),
        arguments("a label of another name", ALICE, matching("b6", "exported_namespace=pay")),
        arguments("any namespace for the cluster", CAROL, clusterPolicy("b7", CAROL, SOON)),
        arguments("an approver set by an applier", FLUX, approval("b8", "shop", "nightly", BOB)),
        arguments("an approval before its policy", BOB, approval("b9", "shop", "to-come", BOB)),
        arguments("an approval for the cluster with the right, by an applier", FLUX,
            clusterApproval("b10", "everywhere", ALICE)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("admitted")
  void isAdmitted(String what, String who, String object) {
    assertThatCode(() -> put(who, object)).as(what).doesNotThrowAnyException();
  }

  @Test
  void whoWritesNeitherSpecNorAuthorIsNotAskedWhoTheyAre() {
    put(ALICE, policy("c1", ALICE, ""));
    HasMetadata labelled = CLIENTS.get(BOB).resource(policy("c1", ALICE, "")).get();
    labelled.getMetadata().setLabels(Map.of("team", "b"));
    assertThatCode(() -> CLIENTS.get(BOB).resource(labelled).update()).doesNotThrowAnyException();
    assertThatCode(() -> CLIENTS.get(BOB).resource(policy("c1", ALICE, "")).subresource("status")
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"status\": {\"state\": \"Active\"}}"))
        .doesNotThrowAnyException();
    HasMetadata now = CLIENTS.get(BOB).resource(policy("c1", ALICE, "")).get();
    assertThat(now.getMetadata().getLabels()).containsEntry("team", "b");
    assertThat(now.getMetadata().getAnnotations()).containsEntry("shizuka.dev/author", ALICE);
  }

  @Test
  void aPriorityIsLoosenedOnlyWithANewReason() {
    put(ALICE, priority("p3", "Approval", "[{severity: warning, team: a}, {kind: batch}]", null));
    refusal(priority("p3", "Allowed", "[{severity: warning, team: a}, {kind: batch}]", null),
        "would go from Approval to Allowed", "shizuka.dev/reason");
    refusal(priority("p3", "Approval", "[{kind: batch}]", null),
        "no longer protect the alerts of 1 of its assign sets");
    refusal(priority("p3", "Approval", "[{severity: warning, team: a, more: b}, {kind: batch}]", null),
        "no longer protect");
    put(ALICE, priority("p3", "Approval", "[{severity: warning}, {kind: batch}]", null));
    put(ALICE, priority("p3", "Allowed", "[{severity: warning}]", "OPS-7: nobody acts on them"));
    put(ALICE, priority("p3", "Forbidden", "[]", "OPS-7: nobody acts on them"));
    refusal(priority("p3", "Approval", "[]", "OPS-7: nobody acts on them"), "with another text than before");
  }

  @Test
  void aPriorityIsDeletedOnlyOnceItSaysWhy() {
    put(ALICE, priority("p4", "Allowed", "[]", "OPS-8"));
    KubernetesClient client = CLIENTS.get(ALICE);
    assertThatThrownBy(() -> client.resource(priority("p4", "Allowed", "[]", "")).delete())
        .hasMessageContaining("kubectl annotate alertpriority p4 --overwrite shizuka.dev/reason='delete: WHY'");
    put(ALICE, priority("p4", "Allowed", "[]", "delete: nothing uses it"));
    client.resource(priority("p4", "Allowed", "[]", "")).delete();
    assertThat(client.resource(priority("p4", "Allowed", "[]", "")).get()).isNull();
  }

  /** What the API server gives back, with its defaults, is what the operator compares with. */
  @Test
  void whatTheFilesInstallIsWhatTheOperatorLooksFor() throws InterruptedException {
    AdmissionTerms terms = new AdmissionTerms(List.of(FLUX), Duration.ofDays(400));
    try (KubernetesClient admin = new KubernetesClientBuilder().withConfig(kubernetes.config()).build();
        AdmissionWatch watch = AdmissionWatch.start(admin, terms, Clock.systemUTC())) {
      // Its first word, so that a restart ends no silence that is approved.
      assertThat(watch.get()).isEqualTo(ApprovalSource.CLUSTER);
      AdmissionObjects found = new AdmissionObjects(byName(admin, ValidatingAdmissionPolicy.class),
          byName(admin, ValidatingAdmissionPolicyBinding.class));
      assertThat(new AdmissionCheck(ShippedAdmission.with(terms)).objections(found)).isEmpty();
      assertThat(new AdmissionCheck(ShippedAdmission.with(new AdmissionTerms(List.of(), Duration.ofDays(300))))
          .objections(found)).containsExactly(
              "ValidatingAdmissionPolicy shizuka-approvals is altered (spec.variables.appliers)",
              "ValidatingAdmissionPolicy shizuka-policies is altered (spec.variables.appliers, spec.variables.lifetime)");
    }
  }

  @Test
  void anOperatorThatMayNotReadThemLeavesApprovalsClosedAndGoesOn() throws InterruptedException {
    AdmissionTerms terms = new AdmissionTerms(List.of(FLUX), Duration.ofDays(400));
    try (AdmissionWatch watch = AdmissionWatch.start(CLIENTS.get(ALICE),
        new AdmissionWatch.Settings(terms, Clock.systemUTC(), Duration.ofSeconds(1)))) {
      assertThat(watch.get().closed()).contains("the operator needs list and watch of validatingadmissionpolicies");
    }
  }

  private static <T extends HasMetadata> Map<String, T> byName(KubernetesClient client, Class<T> type) {
    return client.resources(type).list().getItems().stream()
        .collect(Collectors.toMap(one -> one.getMetadata().getName(), Function.identity()));
  }

  private static void refusal(String object, String... says) {
    assertThatThrownBy(() -> put(ALICE, object)).isInstanceOf(KubernetesClientException.class)
        .satisfies(refused -> assertThat(refused.getMessage()).contains(says));
  }

  private static void put(String who, String object) {
    NamespaceableResource<HasMetadata> resource = CLIENTS.get(who).resource(object);
    if (resource.get() == null) {
      resource.create();
    } else {
      resource.update();
    }
  }

  private static boolean refuses(String who, String object) {
    try {
      put(who, object);
      return false;
    } catch (KubernetesClientException refused) {
      return true;
    }
  }

  private static boolean refusesDeletion(String name) {
    put(ALICE, priority(name, "Allowed", "[]", null));
    try {
      CLIENTS.get(ALICE).resource(priority(name, "Allowed", "[]", null)).delete();
      return false;
    } catch (KubernetesClientException refused) {
      return true;
    }
  }

  private static String expiry(Duration ahead) {
    return Instant.now().plus(ahead).truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
