package dev.shizuka.catalog;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One look at a directory tree: names and stamps, no contents.
 *
 * @param files by path relative to the root, with slashes
 * @param unlisted folders (and dangling links) whose files are unknown at the moment; what was known of them holds on
 */
record Scan(Map<String, Stamp> files, Set<String> unlisted) {
  Scan {
    files = new TreeMap<>(files);
    unlisted = Set.copyOf(unlisted);
  }

  /** @param key tells files apart that have taken each other's place; what it is depends on the file system */
  record Stamp(long size, FileTime changed, String key) {}

  /** Whether nobody can tell if that file is still there. */
  boolean unknown(String file) {
    return unlisted.stream().anyMatch(folder -> file.equals(folder) || file.startsWith(folder + "/"));
  }

  /**
   * Links are followed, for ConfigMaps are mounted as links into a hidden folder; hidden names below the root and loops are passed over.
   *
   * @throws IOException where the root itself cannot be listed
   */
  static Scan of(Path root) throws IOException {
    Visitor visitor = new Visitor(root);
    Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), 32, visitor);
    return new Scan(visitor.files, visitor.unlisted);
  }

  /** That file alone. */
  static Scan ofFile(Path file, String name) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return new Scan(Map.of(name, stamp(attributes)), Set.of());
  }

  private static Stamp stamp(BasicFileAttributes attributes) {
    return new Stamp(attributes.size(), attributes.lastModifiedTime(), String.valueOf(attributes.fileKey()));
  }

  private static final class Visitor extends SimpleFileVisitor<Path> {
    private final Path root;
    private final Map<String, Stamp> files = new TreeMap<>();
    private final Set<String> unlisted = new HashSet<>();

    private Visitor(Path root) {
      this.root = root;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return hidden(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (hidden(file)) {
        return FileVisitResult.CONTINUE;
      }
      if (attributes.isSymbolicLink()) {
        unlisted.add(name(file));
      } else if (attributes.isRegularFile() && ours(file)) {
        files.put(name(file), stamp(attributes));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (file.equals(root)) {
        throw failure;
      }
      // A file that went while we looked is gone; a loop leads to where we have been.
      if (!hidden(file) && !(failure instanceof NoSuchFileException) && !(failure instanceof FileSystemLoopException)) {
        unlisted.add(name(file));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
      if (failure != null) {
        return visitFileFailed(folder, failure);
      }
      return FileVisitResult.CONTINUE;
    }

    private boolean hidden(Path path) {
      return !path.equals(root) && path.getFileName().toString().startsWith(".");
    }

    private static boolean ours(Path file) {
      String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
      return name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
    }

    private String name(Path path) {
      return root.relativize(path).toString().replace('\\', '/');
    }
  }
}
