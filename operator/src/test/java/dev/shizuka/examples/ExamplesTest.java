package dev.shizuka.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.shizuka.api.AlertPrioritySpec;
import dev.shizuka.api.AlertRuleGroupSpec;
import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.api.NoiseReportSpec;
import dev.shizuka.api.SuppressionApprovalSpec;
import dev.shizuka.api.SuppressionPolicySpec;
import dev.shizuka.catalog.ApprovedSource;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.DirectorySource;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.Origin;
import dev.shizuka.compile.ApprovalSource;
import dev.shizuka.compile.BackendCompiler;
import dev.shizuka.compile.CompiledPolicies;
import dev.shizuka.compile.LastGoodPriorities;
import dev.shizuka.compile.NoiseReportCompiler;
import dev.shizuka.compile.PolicyCompiler;
import dev.shizuka.compile.PolicySurroundings;
import dev.shizuka.testbed.MapMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class ExamplesTest {
  private static final Path EXAMPLES = Path.of("../examples");
  private static final Path APPROVALS = Path.of("../examples-approvals");
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Instant BEGUN = Instant.parse("2026-11-21T00:00:00Z");
  private static final ObjectMapper STRICT = new ObjectMapper().registerModule(new JavaTimeModule())
      .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  @TestFactory
  Stream<DynamicTest> everyExampleFitsItsKind() {
    return documents().stream()
        .map(document -> DynamicTest.dynamicTest(title(document), () -> assertThat(spec(document)).isNotNull()));
  }

  @Test
  void namespacesComeBeforeWhatIsInThem() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      assertThat(files.sorted().findFirst()).map(path -> path.getFileName().toString()).hasValue("00-namespaces.yaml");
    }
    assertThat(namespacesOf("Namespace", "name")).containsAll(namespacesOf("AlertRuleGroup", "namespace"))
        .containsAll(namespacesOf("SuppressionPolicy", "namespace"));
  }

  @Test
  void rulesNamePrioritiesThatAreDeclared() {
    Set<String> declared = namespacesOf("AlertPriority", "name");
    assertThat(declared).containsExactlyInAnyOrder("p1", "p2", "p3", "p4");
    assertThat(specs(AlertRuleGroupSpec.class).flatMap(group -> group.rules().stream())
        .filter(rule -> rule.alert() != null).map(AlertRuleGroupSpec.Rule::priority)).isSubsetOf(declared);
  }

  @Test
  void policiesEndWithinTheLongestLifeAllowed() {
    Instant begun = specs(SuppressionPolicySpec.class).filter(policy -> policy.silence() != null)
        .map(policy -> policy.silence().from()).min(Instant::compareTo).orElseThrow();
    assertThat(specs(SuppressionPolicySpec.class)).isNotEmpty().allSatisfy(
        policy -> assertThat(Duration.between(begun, policy.expires())).isLessThan(Duration.ofDays(400)));
  }

  @Test
  void thereIsAPolicyOfEachForm() {
    assertThat(specs(SuppressionPolicySpec.class)).anySatisfy(policy -> assertThat(policy.silence()).isNotNull())
        .anySatisfy(policy -> assertThat(policy.schedule()).isNotNull())
        .anySatisfy(policy -> assertThat(policy.inhibit()).isNotNull())
        .anySatisfy(policy -> assertThat(policy.hold()).isNotNull())
        .anySatisfy(policy -> assertThat(policy.flapping()).isNotNull());
  }

  /** The digest of an approval stands in its file; an edit of the policy must come with another. */
  @Test
  void examplesAreApprovedAndInForceAsTheyAre() {
    AtomicReference<Catalog> catalog = new AtomicReference<>(Catalog.EMPTY);
    try (ApprovedSource source = new ApprovedSource(
        new DirectorySource(EXAMPLES, new DirectorySource.Settings(LOOK, false, new MapMemory())),
        Optional.of(APPROVALS), LOOK)) {
      source.start(catalog::set);
    }
    CompiledPolicies compiled = PolicyCompiler.compile(catalog.get(), LastGoodPriorities.NONE,
        new PolicySurroundings(ApprovalSource.DIRECTORY, PolicySurroundings.MAX_LIFETIME, BEGUN));
    assertThat(catalog.get().unreadable()).isEmpty();
    assertThat(catalog.get().approvals()).isNotEmpty();
    assertThat(compiled.verdicts()).isNotEmpty().allSatisfy(verdict -> {
      assertThat(verdict.accepted()).isTrue();
      assertThat(verdict.problems()).isEmpty();
    });
  }

  @Test
  void scheduledReportsAreInForceAsTheyAreOnHostsAndInAClusterEach() {
    Catalog onHosts = declared(Path.of("../examples-scheduled/hosts"));
    Catalog inCluster = inCluster(declared(Path.of("../examples-scheduled/cluster")));
    for (Catalog catalog : List.of(onHosts, inCluster)) {
      assertThat(catalog.unreadable()).isEmpty();
      assertThat(NoiseReportCompiler.compile(catalog)).singleElement().satisfies(verdict -> {
        assertThat(verdict.problems()).isEmpty();
        assertThat(verdict.accepted()).isTrue();
      });
      assertThat(catalog.reports()).allSatisfy(report -> assertThat(report.spec().schedule()).isNotNull());
    }
  }

  private static Catalog inCluster(Catalog read) {
    List<Declared<NoiseReportSpec>> reports = read.reports().stream()
        .map(report -> new Declared<>(report.id(), "uid", 1, report.spec(), Origin.CLUSTER)).toList();
    return new Catalog(List.of(), List.of(), List.of(), List.of(), Map.of(), read.unreadable(), List.of(), reports);
  }

  private static Catalog declared(Path directory) {
    AtomicReference<Catalog> catalog = new AtomicReference<>(Catalog.EMPTY);
    try (DirectorySource source = new DirectorySource(directory,
        new DirectorySource.Settings(LOOK, false, new MapMemory()))) {
      source.start(catalog::set);
    }
    return catalog.get();
  }

  @Test
  void theBackendForPrometheusOperatorIsAcceptedInACluster() {
    Catalog catalog = declared(Path.of("../examples-prometheus-operator"));
    assertThat(BackendCompiler.compile(catalog, Optional.empty(), true)).singleElement()
        .satisfies(verdict -> assertThat(verdict.problems()).isEmpty());
    assertThat(catalog.backends().getFirst().spec().prometheus().delivery().prometheusRule()).isNotNull();
  }

  private static <S> Stream<S> specs(Class<S> type) {
    return documents().stream().map(ExamplesTest::spec).filter(type::isInstance).map(type::cast);
  }

  private static Object spec(Map<String, Object> document) {
    if (document.get("kind").equals("Namespace")) {
      return document.get("metadata");
    }
    assertThat(document).containsEntry("apiVersion", "shizuka.dev/v1alpha1")
        .containsOnlyKeys("apiVersion", "kind", "metadata", "spec");
    Class<?> type = switch (Kind.of((String) document.get("kind")).orElseThrow()) {
      case ALERT_PRIORITY -> AlertPrioritySpec.class;
      case ALERT_RULE_GROUP -> AlertRuleGroupSpec.class;
      case SUPPRESSION_APPROVAL -> SuppressionApprovalSpec.class;
      case SUPPRESSION_POLICY, CLUSTER_SUPPRESSION_POLICY -> SuppressionPolicySpec.class;
      case NOISE_REPORT, CLUSTER_NOISE_REPORT -> NoiseReportSpec.class;
      case MONITORING_BACKEND -> MonitoringBackendSpec.class;
    };
    return STRICT.convertValue(document.get("spec"), type);
  }

  private static Set<String> namespacesOf(String kind, String field) {
    return documents().stream().filter(document -> document.get("kind").equals(kind))
        .map(document -> metadata(document).get(field)).collect(Collectors.toSet());
  }

  private static String title(Map<String, Object> document) {
    return document.get("kind") + " " + metadata(document).get("name");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, String> metadata(Map<String, Object> document) {
    return (Map<String, String>) document.get("metadata");
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> documents() {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      return files.sorted()
          .flatMap(file -> StreamSupport
              .stream(new Load(LoadSettings.builder().build()).loadAllFromString(text(file)).spliterator(), false))
          .map(document -> (Map<String, Object>) document).toList();
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }
}
