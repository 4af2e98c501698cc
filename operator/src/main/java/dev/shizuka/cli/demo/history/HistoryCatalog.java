package dev.shizuka.cli.demo.history;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/** What is declared at the end of the year: reports, priorities, and the policies that the episodes tell of. */
public final class HistoryCatalog {
  /** The report that the demo shows. */
  public static final String REPORT = "quarter";
  private static final Pattern DAYS_AHEAD = Pattern.compile("IN_([0-9]+)_DAYS");

  private HistoryCatalog() {}

  /** Writes it into a folder. */
  public static void write(History history, Path folder) throws IOException {
    Instant end = history.year().until();
    String text = DAYS_AHEAD.matcher(template())
        .replaceAll(days -> end.plus(Duration.ofDays(Long.parseLong(days.group(1)))).toString());
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("declared.yaml"), text.replace("--at END", "--at " + end));
  }

  private static String template() throws IOException {
    try (InputStream resource = HistoryCatalog.class.getResourceAsStream("declared.yaml")) {
      if (resource == null) {
        throw new IOException("the program is incomplete: declared.yaml is missing");
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
