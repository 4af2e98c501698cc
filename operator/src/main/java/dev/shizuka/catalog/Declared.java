package dev.shizuka.catalog;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One declared object that could be read.
 *
 * @param uid the API server's uid; empty for an object of a directory
 * @param generation the API server's generation; 0 for an object of a directory
 * @param annotations those that begin with {@code shizuka.dev/}; others are nobody's business here
 */
public record Declared<S>(ResourceId id, String uid, long generation, S spec, Origin origin,
    Map<String, String> annotations) {
  /** Who wrote a policy. */
  public static final String AUTHOR = "shizuka.dev/author";
  private static final String OURS = "shizuka.dev/";

  public Declared {
    Map<String, String> ours = new TreeMap<>(annotations);
    ours.keySet().removeIf(name -> !name.startsWith(OURS));
    annotations = Collections.unmodifiableMap(ours);
  }

  /** One without annotations. */
  public Declared(ResourceId id, String uid, long generation, S spec, Origin origin) {
    this(id, uid, generation, spec, origin, Map.of());
  }

  /** The same object with another spec. */
  public Declared<S> with(S other) {
    return new Declared<>(id, uid, generation, other, origin, annotations);
  }
}
