package dev.shizuka.testbed;

import dev.shizuka.cli.ServerProcess;
import java.nio.file.Path;

/** Where the real servers are. */
public final class Testbed {
  private Testbed() {}

  /** The binary, or a sentence that says how to get it. */
  public static Path binary(String name) {
    return ServerProcess.find(name)
        .orElseThrow(() -> new IllegalStateException(name + " is not built: run testbed/build, or put it on PATH"));
  }
}
