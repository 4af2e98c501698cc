package dev.shizuka.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicySpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AdmissionCheckTest {
  private static final String POLICIES = "ValidatingAdmissionPolicy shizuka-policies";
  private final Map<String, ValidatingAdmissionPolicy> policies = new HashMap<>();
  private final Map<String, ValidatingAdmissionPolicyBinding> bindings = new HashMap<>();

  AdmissionCheckTest() {
    AdmissionObjects shipped = ShippedAdmission.with(terms("flux", "argo"));
    policies.putAll(shipped.policies());
    bindings.putAll(shipped.bindings());
  }

  private static AdmissionTerms terms(String... appliers) {
    return new AdmissionTerms(List.of(appliers), Duration.ofDays(400));
  }

  private List<String> objections(AdmissionTerms terms) {
    return new AdmissionCheck(ShippedAdmission.with(terms)).objections(new AdmissionObjects(policies, bindings));
  }

  private List<String> objections() {
    return objections(terms("flux", "argo"));
  }

  private void edit(Consumer<ValidatingAdmissionPolicySpec> edit) {
    policies.computeIfPresent("shizuka-policies", (name, policy) -> {
      ValidatingAdmissionPolicy edited = new ValidatingAdmissionPolicyBuilder(policy).build();
      edit.accept(edited.getSpec());
      return edited;
    });
  }

  private void say(String variable, String expression) {
    edit(spec -> spec.getVariables().stream().filter(one -> one.getName().equals(variable))
        .forEach(one -> one.setExpression(expression)));
  }

  @Test
  void theJarHasEveryFileOfTheChart() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("../helm/shizuka/files/admission"))) {
      assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".yaml")))
          .containsExactlyInAnyOrderElementsOf(ShippedAdmission.FILES);
    }
  }

  @Test
  void whatStandsAsShippedIsNotObjectedTo() {
    assertThat(objections()).isEmpty();
  }

  @Test
  void otherPoliciesOfTheClusterAreNobodysBusiness() {
    policies.put("other",
        new ValidatingAdmissionPolicyBuilder().withNewMetadata().withName("other").endMetadata().build());
    assertThat(objections()).isEmpty();
  }

  @Test
  void everyPolicyAndBindingIsMissed() {
    List<String> names = List.copyOf(policies.keySet());
    policies.clear();
    bindings.clear();
    assertThat(objections()).hasSize(10).allSatisfy(one -> assertThat(one).endsWith(" is missing"));
    assertThat(names)
        .allSatisfy(name -> assertThat(objections()).contains("ValidatingAdmissionPolicy " + name + " is missing",
            "ValidatingAdmissionPolicyBinding " + name + " is missing"));
  }

  @Test
  void anyFieldThatIsAlteredIsNamed() {
    edit(spec -> spec.setFailurePolicy("Ignore"));
    edit(spec -> spec.getValidations().removeFirst());
    edit(spec -> spec.getMatchConstraints().getNamespaceSelector().setMatchLabels(Map.of("watched", "yes")));
    assertThat(objections()).containsExactly(
        POLICIES + " is altered (spec.failurePolicy, spec.matchConstraints, spec.validations)");
  }

  @Test
  void aFieldThatThisVersionDoesNotKnowIsAnAlteration() {
    edit(spec -> spec.setAdditionalProperty("suspended", true));
    assertThat(objections()).containsExactly(POLICIES + " is altered (spec.suspended)");
  }

  @Test
  void aBindingThatOnlyWarnsIsAltered() {
    bindings.get("shizuka-approvals").getSpec().setValidationActions(List.of("Warn"));
    assertThat(objections())
        .containsExactly("ValidatingAdmissionPolicyBinding shizuka-approvals is altered (spec.validationActions)");
  }

  @Test
  void anotherApplierOrALongerLifeIsAnAlteration() {
    say("appliers", "['flux', 'argo', 'mallory']");
    say("lifetime", "duration('96000h')");
    assertThat(objections())
        .containsExactly(POLICIES + " is altered (spec.variables.appliers, spec.variables.lifetime)");
  }

  @Test
  void theSameAppliersAndLifeInOtherWordsAreNot() {
    say("appliers", "['argo', 'flux']");
    say("lifetime", "duration('576000m')");
    assertThat(objections()).isEmpty();
  }

  @Test
  void aVariableThatIsNoListOfNamesIsComparedAsItIs() {
    for (String sly : List.of("[request.userInfo.username]", "['flux', 'argo'] + [request.userInfo.username]",
        "['flux', 'argo', null]", "[['flux'], 'argo']", "['flux', 'argo', 1]", "['flux', 'ar\\u0067o']",
        "['flux', 'argo'] // , 'x'")) {
      say("appliers", sly);
      assertThat(objections()).as(sly).containsExactly(POLICIES + " is altered (spec.variables.appliers)");
    }
  }

  @Test
  void aNameThatIsNoAccountIsNone() {
    assertThat(List.of("system:serviceaccount:flux-system:kustomize-controller", "alice@example.com",
        "CN=Jane Doe, O=x"))
        .allMatch(AdmissionTerms::account);
    assertThat(List.of("", "a'b", "a\"b", "a\\b", "a\nb", "a<b")).noneMatch(AdmissionTerms::account);
  }
}
