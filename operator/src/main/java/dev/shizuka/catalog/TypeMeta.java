package dev.shizuka.catalog;

import java.util.Arrays;
import java.util.List;

/** What {@code apiVersion} and {@code kind} of a document say. */
sealed interface TypeMeta {
  String GROUP = "shizuka.dev";
  String VERSION = GROUP + "/v1alpha1";

  /** One of our kinds. */
  record Ours(Kind kind) implements TypeMeta {}

  /** Somebody else's: passed over. */
  record Foreign() implements TypeMeta {}

  /** Meant for us, but no kind or version that we know. */
  record Mistaken(Problem problem) implements TypeMeta {}

  static TypeMeta of(String apiVersion, String kind) {
    List<String> titles = Arrays.stream(Kind.values()).map(Kind::title).toList();
    if (apiVersion.equals(VERSION)) {
      return Kind.of(kind).<TypeMeta>map(Ours::new)
          .orElseGet(() -> new Mistaken(new Problem("/kind", "UnknownKind",
              VERSION + " has no kind \"" + kind + "\"" + Similar.question(kind, titles))));
    }
    boolean group = apiVersion.equals(GROUP) || apiVersion.startsWith(GROUP + "/");
    // Nobody else is known to have kinds of these names: a document with one and nearly our version is a slip of the pen.
    boolean slip = Kind.of(kind).isPresent()
        && (apiVersion.isEmpty() || Similar.nearest(apiVersion, List.of(VERSION)).isPresent());
    return group || slip
        ? new Mistaken(new Problem("/apiVersion", "UnknownVersion",
            "\"" + apiVersion + "\" is no version that this program knows: write " + VERSION))
        : new Foreign();
  }
}
