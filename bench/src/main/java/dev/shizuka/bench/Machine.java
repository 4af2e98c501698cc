package dev.shizuka.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Where it was measured, in one line each. */
record Machine(String processor, int cores, long gibibytes, String java, String prometheus) {
  static Machine here() throws IOException {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    Process version = new ProcessBuilder(BenchPrometheus.binary().toString(), "--version").redirectErrorStream(true)
        .start();
    String said = version.inputReader().readAllAsString().lines().findFirst().orElse("unknown");
    return new Machine(processorModel().orElse(System.getProperty("os.arch")),
        Runtime.getRuntime().availableProcessors(),
        Math.round(system.getTotalMemorySize() / (double) (1L << 30)), System.getProperty("java.runtime.version"),
        said.replaceAll(" \\(.*", ""));
  }

  private static Optional<String> processorModel() throws IOException {
    Path file = Path.of("/proc/cpuinfo");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines.filter(line -> line.startsWith("model name")).findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip());
    }
  }
}
