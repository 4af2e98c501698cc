package dev.shizuka.operator;

import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.ResourceId;
import io.fabric8.kubernetes.client.CustomResource;
import org.jspecify.annotations.Nullable;

/**
 * The object whose status is asked for.
 *
 * @param spec null where it could not be read
 * @param status what stands there so far
 */
record Subject<S, T>(ResourceId id, long generation, @Nullable S spec, @Nullable T status) {
  static <S, T> Subject<S, T> of(Kind kind, CustomResource<S, T> object) {
    return new Subject<>(ClusterSource.id(kind, object.getMetadata()), ClusterSource.generation(object),
        object.getSpec(),
        object.getStatus());
  }
}
