package dev.shizuka.report.run;

import dev.shizuka.report.run.Sent.Arrived;
import dev.shizuka.report.run.Sent.Refused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/** Writes a report into a folder: each file whole or not at all. To write it twice changes nothing. */
final class ReportFolder {
  private ReportFolder() {}

  /** @param files text by name, written in this order */
  static Sent write(String folder, Map<String, String> files) {
    try {
      Path directory = Files.createDirectories(Path.of(folder));
      for (Map.Entry<String, String> file : files.entrySet()) {
        Path beside = directory.resolve("." + file.getKey() + ".tmp");
        writeToDisk(beside, file.getValue());
        Files.move(beside, directory.resolve(file.getKey()), StandardCopyOption.ATOMIC_MOVE);
      }
      return new Arrived();
    } catch (IOException | InvalidPathException failed) {
      return new Refused("the folder " + folder + " cannot be written: " + failed.getClass().getSimpleName());
    }
  }

  private static void writeToDisk(Path file, String text) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
        StandardOpenOption.TRUNCATE_EXISTING, LinkOption.NOFOLLOW_LINKS)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }
}
