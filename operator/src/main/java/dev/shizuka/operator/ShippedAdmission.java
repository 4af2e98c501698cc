package dev.shizuka.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The admission policies of this version: the chart's own files, packed into the jar, with an installation's terms. */
final class ShippedAdmission {
  /** Files of {@code helm/shizuka/files/admission}; a test holds that these are all. */
  static final List<String> FILES = List.of("approvals.yaml", "policies.yaml", "priorities.yaml",
      "self-approvals.yaml");

  private ShippedAdmission() {}

  static AdmissionObjects with(AdmissionTerms terms) {
    Map<String, ValidatingAdmissionPolicy> policies = new TreeMap<>();
    Map<String, ValidatingAdmissionPolicyBinding> bindings = new TreeMap<>();
    for (HasMetadata object : FILES.stream().flatMap(file -> read(file).stream()).toList()) {
      switch (object) {
        case ValidatingAdmissionPolicy policy -> {
          policy.getSpec().getVariables().forEach(one -> one.setExpression(terms.filled(one.getExpression())));
          policies.put(policy.getMetadata().getName(), policy);
        }
        case ValidatingAdmissionPolicyBinding binding -> bindings.put(binding.getMetadata().getName(), binding);
        default -> throw new IllegalStateException("Among the admission policies is a " + object.getKind());
      }
    }
    return new AdmissionObjects(policies, bindings);
  }

  private static List<? extends HasMetadata> read(String file) {
    try (InputStream text = ShippedAdmission.class.getResourceAsStream("admission/" + file)) {
      if (text == null) {
        throw new IllegalStateException("The jar lacks the admission policies of " + file + ": build it again");
      }
      return new KubernetesSerialization().<List<? extends HasMetadata>>unmarshal(text);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
