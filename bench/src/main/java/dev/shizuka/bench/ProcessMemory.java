package dev.shizuka.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the kernel says of a process.
 *
 * @param resident kibibytes it has now
 * @param peak kibibytes it had at most
 * @param processor seconds it has worked, all threads together
 */
record ProcessMemory(long resident, long peak, double processor) {
  private static final double TICKS = 100;

  static ProcessMemory of(long pid) throws IOException {
    Path folder = Path.of("/proc", String.valueOf(pid));
    String stat = Files.readString(folder.resolve("stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return new ProcessMemory(figure(folder, "VmRSS"), figure(folder, "VmHWM"),
        (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS);
  }

  private static long figure(Path folder, String name) throws IOException {
    return Files.readAllLines(folder.resolve("status")).stream().filter(line -> line.startsWith(name + ":"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", ""))).findFirst().orElseThrow();
  }
}
