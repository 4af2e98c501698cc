package dev.shizuka.operator;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import java.util.Map;

/**
 * Admission policies and their bindings, by name.
 *
 * @param policies those that are looked for; a cluster has others too
 */
record AdmissionObjects(Map<String, ValidatingAdmissionPolicy> policies,
    Map<String, ValidatingAdmissionPolicyBinding> bindings) {
  AdmissionObjects {
    policies = Map.copyOf(policies);
    bindings = Map.copyOf(bindings);
  }
}
