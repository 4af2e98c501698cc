package dev.shizuka.testbed;

import dev.shizuka.cli.ServerProcess;
import java.nio.file.Path;

/** Where the real servers are. */
public final class Testbed {
  private Testbed() {}

  /** So many in {@code make test}; {@code make soak} multiplies it, by the system property {@code soak}. */
  public static int scale(int usual) {
    return usual * Integer.getInteger("soak", 1);
  }

  /** The binary, or a sentence that says how to get it. */
  public static Path binary(String name) {
    return ServerProcess.find(name)
        .orElseThrow(() -> new IllegalStateException(name + " is not built: run testbed/build, or put it on PATH"));
  }
}
