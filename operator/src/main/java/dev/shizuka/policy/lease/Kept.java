package dev.shizuka.policy.lease;

import dev.shizuka.catalog.ResourceId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whom the policies keep quiet, gathered during one look. */
final class Kept {
  private final Map<String, List<ResourceId>> policies = new HashMap<>();

  void add(String fingerprint, ResourceId policy) {
    policies.computeIfAbsent(fingerprint, none -> new ArrayList<>(2)).add(policy);
  }

  Map<String, List<ResourceId>> sorted() {
    policies.values().forEach(Collections::sort);
    policies.replaceAll((fingerprint, all) -> List.copyOf(all));
    return policies;
  }
}
