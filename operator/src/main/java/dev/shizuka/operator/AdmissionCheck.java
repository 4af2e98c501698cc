package dev.shizuka.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether the admission policies and their bindings in the cluster say what the shipped ones do. Every field of a spec counts, those that
 * this version does not know included: better an approval too few than a policy that somebody has switched off by a field.
 */
final class AdmissionCheck {
  private static final KubernetesSerialization AS_MAPS = new KubernetesSerialization();
  private final AdmissionObjects shipped;

  AdmissionCheck(AdmissionObjects shipped) {
    this.shipped = shipped;
  }

  /** What is missing and what is altered, sorted; empty while all stand as shipped. */
  List<String> objections(AdmissionObjects found) {
    List<String> objections = new ArrayList<>();
    shipped.policies().forEach((name, policy) -> compare(policy, found.policies().get(name),
        ValidatingAdmissionPolicy::getSpec, objections));
    shipped.bindings().forEach((name, binding) -> compare(binding, found.bindings().get(name),
        ValidatingAdmissionPolicyBinding::getSpec, objections));
    return objections.stream().sorted().toList();
  }

  private static <T extends HasMetadata> void compare(T shipped, @Nullable T found, Function<T, Object> spec,
      List<String> objections) {
    String title = shipped.getKind() + " " + shipped.getMetadata().getName();
    if (found == null) {
      objections.add(title + " is missing");
      return;
    }
    Map<String, Object> wanted = fields(spec.apply(shipped));
    Map<String, Object> is = fields(spec.apply(found));
    Set<String> altered = new TreeSet<>(wanted.keySet());
    altered.addAll(is.keySet());
    altered.removeIf(field -> Objects.equals(wanted.get(field), is.get(field)));
    if (!altered.isEmpty()) {
      objections.add(title + " is altered (" + String.join(", ", altered) + ")");
    }
  }

  /** Of a spec; variables each by its name, as an order of them means something only to those that use others. */
  private static Map<String, Object> fields(@Nullable Object spec) {
    Map<String, Object> fields = new TreeMap<>();
    if (spec != null) {
      Map<?, ?> parts = AS_MAPS.convertValue(spec, Map.class);
      parts.forEach((name, value) -> fields.put("spec." + name, value));
    }
    if (fields.remove("spec.variables") instanceof List<?> variables) {
      fields.put("spec.variables", variables.stream().flatMap(AdmissionCheck::name).toList());
      variables.forEach(one -> variable(one, fields));
    }
    return fields;
  }

  private static Stream<Object> name(Object variable) {
    return variable instanceof Map<?, ?> fields ? Stream.ofNullable(fields.get("name")) : Stream.of(variable);
  }

  private static void variable(Object variable, Map<String, Object> fields) {
    if (variable instanceof Map<?, ?> parts) {
      Map<Object, Object> meant = new TreeMap<Object, Object>(parts);
      meant.computeIfPresent("expression", (key, text) -> AdmissionTerms.meaning(String.valueOf(text)));
      // Two of one name cannot be told apart by it; the API server takes none.
      fields.merge("spec.variables." + parts.get("name"), meant, (one, other) -> List.of(one, other));
    }
  }
}
