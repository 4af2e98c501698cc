package dev.shizuka.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.api.NoiseReportSpec;
import dev.shizuka.api.NoiseReportStatus;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.Origin;
import dev.shizuka.catalog.Problem;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.cli.Finding.Level;
import dev.shizuka.compile.CompiledPolicies;
import dev.shizuka.compile.Priorities;
import dev.shizuka.engine.Results;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FindingsTest {
  private static final List<String> LINES = List.of(
      "broken.yaml:3: BrokenYaml: words of BrokenYaml",
      "policies.yaml:24: ClusterSuppressionPolicy endless: NoExpiry: every policy ends: write expires",
      "rules.yaml:5: AlertRuleGroup shop/checkout: note: UnknownPriority: Good: there is no priority p9",
      "rules.yaml:8: AlertRuleGroup shop/checkout: BadExpression: Bad: 1:5: parse error <b>"
          + " (its last good version keeps running)",
      "rules.yaml:12: AlertRuleGroup shop/checkout: UnknownField: words of UnknownField");

  @Test
  void eachRefusalIsOneLineWithFileAndLineInOrder() {
    assertThat(Findings.of(Views.results()).stream().map(Finding::text)).isEqualTo(LINES);
  }

  @Test
  void severalBackendsThatSayTheSameSayItOnce() {
    Results one = Views.results();
    Results two = new Results(one.catalog(), one.policies(), one.backendVerdicts(),
        Map.of("main", Views.ruleSync("main"), "second", Views.ruleSync("second")), one.silences());
    assertThat(Findings.of(two)).isEqualTo(Findings.of(one));
  }

  @Test
  void anUnreadableObjectIsNotToldAgainByCompile() {
    Origin place = new Origin("policies.yaml", Map.of("", 20, "/spec/mode", 22));
    List<Finding> findings = Findings
        .of(Views.results(List.of(Views.unreadable(Optional.of(Views.REFUSED), place, "/spec/mode", "WrongType"),
            Views.unreadable(Optional.empty(), place, "/spec/nope", "UnknownField"))));
    assertThat(findings.stream().filter(finding -> finding.file().equals("policies.yaml")).map(Finding::text))
        .containsExactly("policies.yaml:20: ClusterSuppressionPolicy endless: UnknownField: words of UnknownField",
            "policies.yaml:22: ClusterSuppressionPolicy endless: WrongType: words of WrongType");
  }

  @Test
  void refusedReportIsToldToo() {
    Results results = Views.results();
    Catalog catalog = results.catalog();
    Declared<NoiseReportSpec> report = new Declared<>(new ResourceId(Kind.NOISE_REPORT, "shop", "monthly"), "", 0,
        new NoiseReportSpec(null, new NoiseReportSpec.Window("30d", null, null), null, "Asia/Tokio", null, null, null,
            null, List.of()),
        new Origin("reports.yaml", Map.of("", 2, "/spec/timeZone", 7)));
    Results with = new Results(new Catalog(catalog.ruleGroups(), catalog.priorities(), catalog.policies(),
        catalog.backends(), catalog.namespaces(), catalog.unreadable(), catalog.approvals(), List.of(report)),
        results.policies(), results.backendVerdicts(), results.rules(), results.silences());
    assertThat(Findings.of(with).stream().map(Finding::text)).contains("reports.yaml:7: NoiseReport shop/monthly:"
        + " TimeZoneInvalid: `Asia/Tokio` is no time zone such as Asia/Tokyo or UTC: did you mean \"Asia/Tokyo\"?");
  }

  @Test
  void aDeliveryThatIsNotTriedAnyMoreIsANoteAtItsPlace() {
    ResourceId id = new ResourceId(Kind.NOISE_REPORT, "shop", "monthly");
    NoiseReportSpec spec = new NoiseReportSpec(null, new NoiseReportSpec.Window("30d", null, null), null, "UTC", null,
        null, null, null, List.of());
    Catalog catalog = new Catalog(List.of(), List.of(), List.of(), List.of(), Map.of(), List.of(), List.of(),
        List.of(new Declared<>(id, "", 0, spec, new Origin("reports.yaml", Map.of("", 1, "/spec/delivery", 9)))));
    assertThat(Findings.of(delivered(catalog, id, "Failed"))).singleElement()
        .satisfies(finding -> assertThat(finding.text()).isEqualTo("reports.yaml:9: NoiseReport shop/monthly: note:"
            + " DeliveryFailed: the report of 2026-12-01T00:00:00Z: slack: the receiver answered 404"));
    assertThat(Findings.of(delivered(catalog, id, "Unknown"))).hasSize(1);
    assertThat(Findings.of(delivered(catalog, id, "Retrying"))).isEmpty();
    assertThat(Findings.of(delivered(catalog, id, "Delivered"))).isEmpty();
  }

  private static Results delivered(Catalog catalog, ResourceId report, String result) {
    return new Results(catalog, new CompiledPolicies(List.of(), List.of(), new Priorities(Map.of()), false), List.of(),
        Map.of(), Map.of(), Map.of(), Map.of(), Map.of(),
        Map.of(report, new NoiseReportStatus(List.of(), null, null, null, null, null, null, null, null, null, null,
            null, new NoiseReportStatus.Delivery("2026-12-01T00:00:00Z", "2026-12-02T00:00:00Z", result,
                "slack: the receiver answered 404"))));
  }

  @Test
  void notesRefuseNothing() {
    List<Finding> findings = Findings.of(Views.results());
    assertThat(Findings.refused(findings)).isTrue();
    assertThat(Findings.refused(findings.stream().filter(each -> each.level() == Level.NOTE).toList())).isFalse();
  }

  @Test
  void whatTheEngineNotesOfAPolicyStandsAtItsPlaceAndRefusesNothing() {
    Results plain = Views.results();
    Results noted = new Results(plain.catalog(), plain.policies(), plain.backendVerdicts(), plain.rules(),
        plain.silences(), Map.of(), Map.of(), Map.of(Views.POLICY, List.of(new Problem("", "Unused", "delete it"))));
    assertThat(Findings.of(noted)).filteredOn(finding -> finding.reason().equals("Unused")).singleElement()
        .satisfies(finding -> {
          assertThat(finding.text())
              .isEqualTo("policies.yaml:1: SuppressionPolicy shop/nightly: note: Unused: delete it");
          assertThat(Findings.refused(List.of(finding))).isFalse();
        });
  }

  @Test
  void jsonSaysTheSame() {
    assertThat(Findings.json(Findings.of(Views.results()).get(3))).isEqualTo(
        "{\"level\":\"refused\",\"file\":\"rules.yaml\",\"line\":8,\"kind\":\"AlertRuleGroup\","
            + "\"namespace\":\"shop\",\"name\":\"checkout\",\"rule\":1,\"reason\":\"BadExpression\","
            + "\"message\":\"Bad: 1:5: parse error <b> (its last good version keeps running)\"}");
  }
}
