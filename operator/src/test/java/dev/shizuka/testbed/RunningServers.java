package dev.shizuka.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/** The examples with the addresses of servers that run here, as users write their own. */
public final class RunningServers {
  private static final Path EXAMPLES = Path.of("../examples");

  private RunningServers() {}

  /** @return the folder, to be applied as it is */
  public static Path examples(Path folder, RealPrometheus prometheus, RealAlertmanager alertmanager)
      throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Path backend = folder.resolve("backend.yaml");
    Files.writeString(backend,
        Files.readString(backend).replaceAll("(?m)^ +- http://(prometheus|alertmanager)-1.*\\R", "")
            .replaceAll("http://prometheus-0[a-z.:0-9]*", prometheus.url().toString())
            .replaceAll("http://alertmanager-0[a-z.:0-9]*", alertmanager.url().toString()));
    return folder;
  }
}
