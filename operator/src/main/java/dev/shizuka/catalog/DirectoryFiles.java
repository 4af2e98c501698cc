package dev.shizuka.catalog;

import dev.shizuka.catalog.Scan.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** All files of a directory through time. Takes one {@link Scan} after the other and says what is declared. */
final class DirectoryFiles {
  /** File systems count time in steps of up to two seconds: a file younger than that can change without a new stamp. */
  private static final Duration TELLING = Duration.ofSeconds(2);
  /** At the first look an older file is taken for finished. */
  private static final Duration OLD = Duration.ofSeconds(5);
  /** A file is gone when it is missing this often in a row: an editor that replaces it leaves a gap. */
  private static final int GONE = 2;
  /** While other files change it may have moved there; but for so long only. */
  private static final int GONE_ANYWAY = 6;

  private final TreeMap<String, FollowedFile> files = new TreeMap<>();

  /** @param remembered the last whole text of each file before a restart */
  DirectoryFiles(Map<String, String> remembered) {
    remembered.forEach((path, text) -> files.put(path, FollowedFile.remembered(path, text)));
  }

  /** Reads what is due and forgets what is gone. Whether anything was read or forgotten. */
  boolean look(Scan scan, Function<String, FileText> reader, Instant now) {
    boolean read = false;
    for (Map.Entry<String, Stamp> seen : scan.files().entrySet()) {
      FollowedFile file = files.computeIfAbsent(seen.getKey(), FollowedFile::new);
      if (file.due(seen.getValue(), olderThan(OLD, seen.getValue(), now))) {
        file.take(reader.apply(seen.getKey()), olderThan(TELLING, seen.getValue(), now));
        read = true;
      }
    }
    files.forEach((path, file) -> {
      if (!scan.files().containsKey(path) && !scan.unknown(path)) {
        file.absent();
      }
    });
    boolean changing = scan.files().keySet().stream().map(files::get).anyMatch(FollowedFile::changing);
    boolean gone = files.values().removeIf(file -> file.absences() >= (changing ? GONE_ANYWAY : GONE));
    return read || gone;
  }

  /** Whether the next look may bring the rest of a change. */
  boolean unsettled() {
    return files.values().stream().anyMatch(FollowedFile::unsettled);
  }

  /** What holds now, in the order of paths. */
  List<Readings> readings() {
    return files.values().stream().map(FollowedFile::readings).toList();
  }

  /** The last whole text of each file. */
  Map<String, String> whole() {
    Map<String, String> texts = new TreeMap<>();
    files.forEach((path, file) -> file.whole().ifPresent(text -> texts.put(path, text)));
    return texts;
  }

  private static boolean olderThan(Duration age, Stamp stamp, Instant now) {
    return stamp.changed().toInstant().isBefore(now.minus(age));
  }
}
