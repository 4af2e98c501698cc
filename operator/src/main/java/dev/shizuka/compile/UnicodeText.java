package dev.shizuka.compile;

import java.nio.charset.StandardCharsets;

/** Text as Prometheus takes it: UTF-8, which cannot hold one half of a surrogate pair. */
final class UnicodeText {
  private UnicodeText() {}

  static boolean valid(String text) {
    return text.codePoints()
        .noneMatch(character -> character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE);
  }

  /** Length in bytes of UTF-8. */
  static int size(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
