package dev.shizuka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SecurityPageTest {
  private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|IT))(?:\\.(\\w+))?`");

  /** A claim without its test would be a promise of the page alone. */
  @Test
  void everyTestThatTheThreatModelNamesIsThere() throws IOException {
    Map<String, String> tests;
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      tests = files.filter(file -> file.toString().matches(".*(Test|IT)\\.java"))
          .collect(
              Collectors.toMap(file -> file.getFileName().toString().replace(".java", ""), SecurityPageTest::text));
    }
    Stream<MatchResult> named = NAMED.matcher(Files.readString(Path.of("../docs/security.md"))).results();
    assertThat(named).hasSizeGreaterThan(30).allSatisfy(found -> {
      assertThat(tests).containsKey(found.group(1));
      if (found.group(2) != null) {
        assertThat(tests.get(found.group(1))).as(found.group(1)).contains("void " + found.group(2) + "(");
      }
    });
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
