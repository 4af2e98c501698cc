package dev.shizuka.backend.prometheus;

import dev.shizuka.backend.BackendException;
import dev.shizuka.backend.Changes;
import dev.shizuka.plan.FileChanges;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The folder of a backend's rule files. New content is staged in a sibling folder, because a glob reads dotfiles too, and moved in
 * atomically; only what carries our mark, or what we know that we wrote, is ever replaced or deleted.
 */
final class RuleFolder {
  /** Nothing of ours is near that; what is larger is not read. */
  private static final long LARGEST_FILE = 64L << 20;
  private final Path folder;
  private final String mark;
  private Path staging;

  RuleFolder(Path folder, String mark) {
    this.folder = folder.toAbsolutePath().normalize();
    this.mark = mark;
    this.staging = this.folder.resolveSibling("." + this.folder.getFileName() + ".shizuka-staging");
  }

  /**
   * @param ours content by name
   * @param foreign names that we would use and somebody else does
   * @param edited files with our mark that do not fit their own digest
   */
  record Disk(TreeMap<String, String> ours, TreeSet<String> foreign, TreeSet<String> edited) {}

  Path path() {
    return folder;
  }

  /** Makes the folder, and clears what a crash left in the staging folder. */
  void prepare() throws BackendException {
    try {
      Files.createDirectories(folder);
      if (Files.isDirectory(staging, LinkOption.NOFOLLOW_LINKS)) {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(staging)) {
          for (Path file : left) {
            Files.delete(file);
          }
        }
      }
    } catch (IOException failed) {
      throw unusable(failed);
    }
  }

  /** @param known names of files that we wrote: they are ours even if somebody took the mark away */
  Disk read(Set<String> known) throws BackendException {
    Disk disk = new Disk(new TreeMap<>(), new TreeSet<>(), new TreeSet<>());
    try {
      Files.createDirectories(folder);
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder,
          file -> RuleFile.named(String.valueOf(file.getFileName())))) {
        for (Path file : files) {
          sort(file, known, disk);
        }
      }
    } catch (IOException failed) {
      throw unusable(failed);
    }
    return disk;
  }

  private void sort(Path file, Set<String> known, Disk disk) throws IOException {
    String name = String.valueOf(file.getFileName());
    boolean readable = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) <= LARGEST_FILE;
    String content = readable ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
    boolean marked = RuleFile.marked(mark, content);
    if (!marked && !known.contains(name)) {
      disk.foreign().add(name);
      return;
    }
    disk.ours().put(name, content);
    if (!marked || !RuleFile.intact(mark, content)) {
      disk.edited().add(name);
    }
  }

  /** Stages everything before anything moves: a full disk changes nothing. */
  void apply(FileChanges changes) throws BackendException {
    try {
      if (!changes.writes().isEmpty()) {
        stage(changes);
        moveIn(changes);
      }
      for (String name : changes.deletes()) {
        Files.deleteIfExists(folder.resolve(name));
      }
      changes.writes().keySet().forEach(name -> Changes.made(folder.toString(), name + " written"));
      changes.deletes().forEach(name -> Changes.made(folder.toString(), name + " deleted"));
    } catch (IOException failed) {
      throw unusable(failed);
    }
  }

  private void stage(FileChanges changes) throws IOException {
    Files.createDirectories(staging);
    // Not forced to the disk: after a power cut the first sync puts confirmed content in place of whatever is there.
    for (Map.Entry<String, String> file : changes.writes().entrySet()) {
      Files.writeString(staged(file.getKey()), file.getValue());
    }
  }

  private void moveIn(FileChanges changes) throws IOException {
    try {
      for (String name : changes.writes().keySet()) {
        Files.move(staged(name), folder.resolve(name), StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (AtomicMoveNotSupportedException mountPoint) {
      Path inside = folder.resolve(".shizuka-staging");
      if (staging.equals(inside)) {
        throw mountPoint;
      }
      // The folder is a mount of its own. A folder in it, and names that end otherwise, are outside PATH/*.yaml as well.
      staging = inside;
      stage(changes);
      moveIn(changes);
    }
  }

  private Path staged(String name) {
    return staging.resolve(name + ".staged");
  }

  private BackendException unusable(IOException failed) {
    return new BackendException("FolderUnusable", true, "The rule folder " + folder + " cannot be used ("
        + failed.getClass().getSimpleName() + ": " + failed.getMessage()
        + "): check that it exists, has space and may be written by Shizuka");
  }
}
