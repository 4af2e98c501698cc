package dev.shizuka.ledger;

import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.ResourceId;

/** A policy in one column: {@code SuppressionPolicy/shop/nightly}, {@code ClusterSuppressionPolicy//nightly}. */
final class PolicyKey {
  private PolicyKey() {}

  static String write(ResourceId policy) {
    return policy.kind().title() + "/" + policy.namespace() + "/" + policy.name();
  }

  static ResourceId read(String key) {
    String[] parts = key.split("/", 3);
    if (parts.length != 3) {
      throw new StoreException("the store names a policy \"" + key + "\", which is none");
    }
    Kind kind = Kind.of(parts[0])
        .orElseThrow(() -> new StoreException("the store names a policy of the unknown kind " + parts[0]));
    return new ResourceId(kind, parts[1], parts[2]);
  }
}
