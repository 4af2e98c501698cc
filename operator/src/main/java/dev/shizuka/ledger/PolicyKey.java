package dev.shizuka.ledger;

import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.ResourceId;

/** An object in one column: {@code SuppressionPolicy/shop/nightly}, {@code ClusterNoiseReport//quarter}. */
final class PolicyKey {
  private PolicyKey() {}

  static String write(ResourceId object) {
    return object.kind().title() + "/" + object.namespace() + "/" + object.name();
  }

  static ResourceId read(String key) {
    String[] parts = key.split("/", 3);
    if (parts.length != 3) {
      throw new StoreException("the store names an object \"" + key + "\", which is none");
    }
    Kind kind = Kind.of(parts[0])
        .orElseThrow(() -> new StoreException("the store names an object of the unknown kind " + parts[0]));
    return new ResourceId(kind, parts[1], parts[2]);
  }
}
