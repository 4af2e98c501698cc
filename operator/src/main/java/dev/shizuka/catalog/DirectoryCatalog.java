package dev.shizuka.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What YAML declares at this moment, for commands that look once. */
public final class DirectoryCatalog {
  /** As many as a file is tried that is cut. */
  private static final int LOOKS = 8;
  private static final int PAUSE_MILLIS = 50;

  private DirectoryCatalog() {}

  /** @throws IllegalArgumentException if the directory cannot be listed; the message is for the user */
  public static Catalog read(Path root) {
    if (!Files.isDirectory(root)) {
      throw new IllegalArgumentException(root + " is not a directory: give the directory that holds the YAML");
    }
    return read(root, () -> Scan.of(root));
  }

  /**
   * What one file declares, whatever its name ends with.
   *
   * @throws IllegalArgumentException if it is not there; the message is for the user
   */
  public static Catalog readFile(Path file) {
    Path absolute = file.toAbsolutePath();
    Path name = absolute.getFileName();
    Path folder = absolute.getParent();
    if (name == null || folder == null || !Files.isRegularFile(absolute)) {
      throw new IllegalArgumentException(file + " is not a file that can be read: name one that holds YAML");
    }
    return read(folder, () -> Scan.ofFile(absolute, name.toString()));
  }

  @FunctionalInterface
  private interface Listing {
    Scan now() throws IOException;
  }

  private static Catalog read(Path root, Listing listing) {
    DirectoryFiles files = new DirectoryFiles(Map.of());
    try {
      files.look(listing.now(), path -> FileText.read(root.resolve(path)), Instant.now());
      for (int look = 1; look < LOOKS && files.unsettled(); look++) {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        files.look(listing.now(), path -> FileText.read(root.resolve(path)), Instant.now());
      }
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(root + " cannot be listed (" + unreadable + "): check who may read it",
          unreadable);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading " + root, interrupted);
    }
    return CatalogBuilder.build(files.readings());
  }
}
