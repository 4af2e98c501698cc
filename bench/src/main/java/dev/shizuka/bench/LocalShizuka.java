package dev.shizuka.bench;

import dev.shizuka.cli.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** {@code shizuka local DIR}, started through its launcher as anybody would. */
final class LocalShizuka implements AutoCloseable {
  private final Process process;
  private final Path log;

  private LocalShizuka(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  static LocalShizuka start(Path launcher, Path declared, Path directory) throws IOException {
    Path log = directory.resolve("shizuka.log");
    Process process = new ProcessBuilder(launcher.toAbsolutePath().toString(), "local", declared.toString(), "--data",
        directory.resolve("store").toString(), "--listen", "127.0.0.1:" + ServerProcess.freePort())
        .redirectErrorStream(true).redirectOutput(log.toFile()).start();
    return new LocalShizuka(process, log);
  }

  /** @throws IOException with what it printed, if it has ended */
  void expectAlive() throws IOException {
    if (!process.isAlive()) {
      throw new IOException("shizuka local ended with " + process.exitValue() + ":\n" + Files.readString(log));
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
