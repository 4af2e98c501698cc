package dev.shizuka.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The mark of what one installation made in the cluster. */
record Ownership(String installation) {
  static final String MANAGED_BY = "app.kubernetes.io/managed-by";
  static final String MANAGER = "shizuka";
  static final String INSTALLATION = "shizuka.dev/installation";

  boolean of(HasMetadata object) {
    return MANAGER.equals(orEmpty(object.getMetadata().getLabels()).get(MANAGED_BY))
        && installation.equals(orEmpty(object.getMetadata().getAnnotations()).get(INSTALLATION));
  }

  static Map<String, String> orEmpty(@Nullable Map<String, String> entries) {
    return entries == null ? Map.of() : entries;
  }
}
