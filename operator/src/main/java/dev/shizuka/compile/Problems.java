package dev.shizuka.compile;

import com.google.re2j.Pattern;
import dev.shizuka.catalog.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers the problems of one object. */
final class Problems {
  private static final Pattern DNS_NAME = Pattern
      .compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

  private final List<Problem> found = new ArrayList<>();

  void add(String path, String reason, String message) {
    found.add(new Problem(path, reason, message));
  }

  /** Adds the problem unless the condition holds; says whether it holds. */
  boolean require(boolean holds, String path, String reason, String message) {
    if (!holds) {
      add(path, reason, message);
    }
    return holds;
  }

  boolean none() {
    return found.isEmpty();
  }

  List<Problem> all() {
    return List.copyOf(found);
  }

  /** Whether Kubernetes would take it as the name of an object: our marks and metrics rest on that, and directories never met an API server. */
  static boolean name(@Nullable String text, int longest) {
    return text != null && text.length() <= longest && DNS_NAME.matches(text);
  }

  /** Whether it is there, of at most that many characters, and proper Unicode. */
  static boolean text(@Nullable String text, int longest) {
    return text != null && !text.isBlank() && text.length() <= longest
        && StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }
}
