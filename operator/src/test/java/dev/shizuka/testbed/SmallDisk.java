package dev.shizuka.testbed;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A file system of its own that can be filled to the last byte. */
public final class SmallDisk implements AutoCloseable {
  private final Path directory;

  private SmallDisk(Path directory) {
    this.directory = directory;
  }

  /** Empty where this user or this machine may not mount; only root may, and in few containers. */
  public static Optional<SmallDisk> mount(Path directory) throws IOException, InterruptedException {
    Files.createDirectories(directory);
    return run("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", directory.toString())
        ? Optional.of(new SmallDisk(directory))
        : Optional.empty();
  }

  /** Until nothing more can be written. */
  public void fill() throws IOException {
    try (OutputStream filler = Files.newOutputStream(filler())) {
      for (int mebibytes = 0; mebibytes <= 16; mebibytes++) {
        filler.write(new byte[1 << 20]);
      }
    } catch (IOException full) {
      return;
    }
    throw new IOException(directory + " is larger than it was made");
  }

  public void makeSpace() throws IOException {
    Files.delete(filler());
  }

  private Path filler() {
    return directory.resolve("filler");
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException noSuchCommand) {
      return false;
    }
  }

  /** Even where somebody still has a file open. */
  @Override
  public void close() throws IOException, InterruptedException {
    if (!run("umount", "--lazy", directory.toString())) {
      throw new IOException(directory + " is still mounted: umount it");
    }
  }
}
