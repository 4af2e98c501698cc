package dev.shizuka.chart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The chart as it might have been a version ago: other defaults, and a CRD that lacks something. */
final class ChartBefore {
  private static final String SHORT_NAME = "    shortNames:\n    - mback\n";

  private ChartBefore() {}

  /** @return the folder of that chart */
  static Path in(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(Chart.FOLDER)) {
      for (Path file : files.toList()) {
        Path copy = folder.resolve(Chart.FOLDER.relativize(file));
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
    replace(folder.resolve("Chart.yaml"), "\nversion: 0.1.0\n", "\nversion: 0.0.9\n");
    replace(folder.resolve("values.yaml"), "limits: {memory: 768Mi}", "limits: {memory: 512Mi}");
    replace(folder.resolve("files/crds/monitoringbackends.shizuka.dev.yaml"), SHORT_NAME, "");
    return folder;
  }

  private static void replace(Path file, String what, String with) throws IOException {
    String text = Files.readString(file);
    if (!text.contains(what)) {
      throw new IOException(file + " has no '" + what + "' any more");
    }
    Files.writeString(file, text.replace(what, with));
  }
}
