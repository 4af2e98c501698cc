package dev.shizuka.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.Resource;
import org.jspecify.annotations.Nullable;

/** A write on top of what was read. */
final class OptimisticWrite {
  private OptimisticWrite() {}

  /**
   * Creates or updates. An update carries the version that was read: what somebody else wrote in between is looked at first.
   *
   * @param before what was read; null where nothing is there
   */
  static void of(Resource<?> wanted, @Nullable HasMetadata before) {
    if (before == null) {
      wanted.create();
    } else {
      wanted.update();
    }
  }
}
