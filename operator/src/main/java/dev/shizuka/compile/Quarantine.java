package dev.shizuka.compile;

import dev.shizuka.catalog.Problem;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Compiles one object so that it stops nobody: where it breaks the code it is refused with a reason of its own, and the rest goes on. The same
 * object always gives the same sentence, for it stands in a status.
 */
final class Quarantine {
  private static final String OURS = "dev.shizuka.";

  private Quarantine() {}

  /** @param refused what becomes of the object if it breaks the code */
  static <T> T around(Supplier<T> compile, Function<Problem, T> refused) {
    return around("", compile, refused);
  }

  /** @param path of what is compiled in the object */
  static <T> T around(String path, Supplier<T> compile, Function<Problem, T> refused) {
    try {
      return compile.get();
    } catch (RuntimeException bug) {
      return refused.apply(problem(path, bug + where(bug)));
    } catch (StackOverflowError bug) {
      // Where the stack ended is another place each time.
      return refused.apply(problem(path, "it is nested too deeply"));
    }
  }

  private static Problem problem(String path, String what) {
    return Problem.quarantined(path,
        "Compiling it failed inside Shizuka (" + what + "): please report this, and write it another way until then");
  }

  private static String where(RuntimeException bug) {
    Optional<StackTraceElement> ours = Stream.of(bug.getStackTrace())
        .filter(frame -> frame.getClassName().startsWith(OURS)).findFirst();
    return ours.map(frame -> " at " + frame.getFileName() + ":" + frame.getLineNumber()).orElse("");
  }
}
