package dev.shizuka.catalog;

import java.util.Comparator;

/** Which object is meant. {@code namespace} is empty for cluster-scoped kinds. */
public record ResourceId(Kind kind, String namespace, String name) implements Comparable<ResourceId> {
  private static final Comparator<ResourceId> ORDER = Comparator.comparing((ResourceId id) -> id.kind().title())
      .thenComparing(ResourceId::namespace).thenComparing(ResourceId::name);

  /** {@code namespace/name}, or {@code name} for a cluster-scoped kind: the form used in metrics and messages. */
  public String qualifiedName() {
    return namespace.isEmpty() ? name : namespace + "/" + name;
  }

  @Override
  public int compareTo(ResourceId other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return kind.title() + " " + qualifiedName();
  }
}
