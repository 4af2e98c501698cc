package dev.shizuka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConditionsPageTest {
  /** Where a reason of a condition is given in the code. */
  private static final Pattern REASON = Pattern.compile(
      "(?:new BackendException|Finding\\.bad|Finding\\.unknown|Outcome\\.of|new Verdict\\(false,|[^a-z]fail|unread)[(\\s]*\"(\\w+)\"");

  @Test
  void everyReasonStandsOnThePage() throws IOException {
    String page = Files.readString(Path.of("../docs/conditions.md"));
    assertThat(reasons()).hasSizeGreaterThan(20)
        .allSatisfy(reason -> assertThat(page).contains("`" + reason + "`"));
  }

  private static Set<String> reasons() throws IOException {
    Set<String> reasons = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(file -> file.toString().endsWith(".java")).toList()) {
        REASON.matcher(Files.readString(file)).results().forEach(found -> reasons.add(found.group(1)));
      }
    }
    return reasons;
  }
}
