package dev.shizuka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.testbed.Launcher;
import dev.shizuka.testbed.RealAlertmanager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/inhibition.md says of hosts, done as it says, by {@code shizuka local --once} and a real Alertmanager. */
class InhibitionPageIT {
  private static final Pattern YAML = Pattern.compile("(?ms)^```yaml\n(.*?)^```$");

  @TempDir
  private Path directory;

  private void declare(RealAlertmanager alertmanager) throws IOException {
    String page = Files.readString(Path.of("../docs/inhibition.md"));
    List<String> examples = YAML.matcher(page.substring(page.indexOf("## On hosts"), page.indexOf("## In a cluster")))
        .results().map((MatchResult found) -> found.group(1)).toList();
    assertThat(examples).hasSize(2);
    Path catalog = Files.createDirectories(directory.resolve("catalog"));
    Files.writeString(catalog.resolve("all.yaml"),
        String.join("---\n", examples).replace("http://127.0.0.1:9093", "\"" + alertmanager.url() + "\"")
            .replace("/etc/alertmanager/base.yml", directory + "/base.yml")
            .replace("/etc/alertmanager/out.yml", directory + "/alertmanager.yml"));
  }

  private String once(int exitCode) throws Exception {
    Launcher.Finished finished = Launcher.run(directory, "local", "catalog", "--once", "--data", "data");
    assertThat(finished.exitCode()).as(finished.output()).isEqualTo(exitCode);
    return finished.output();
  }

  @Test
  void whatThePageSaysComesTrueOnAHostAndOnceTellsItsExitCode() throws Exception {
    try (RealAlertmanager alertmanager = RealAlertmanager.start(directory, RealAlertmanager.NEWEST,
        RealAlertmanager.PLAIN)) {
      Path base = Files.writeString(directory.resolve("base.yml"), RealAlertmanager.PLAIN);
      declare(alertmanager);

      assertThat(once(0)).contains("backend main: inhibit_rules of 1 policy in force",
          "note: Native: It is realised by inhibit_rules in main");
      assertThat(Files.readString(directory.resolve("alertmanager.yml")))
          .contains("# >>> inhibit rules of Shizuka", "# infra/services-of-a-dead-node", "__shizuka__=");
      assertThat(Launcher.fetch(alertmanager.url().resolve("/api/v2/status"))).contains("ServiceDown", "NodeDown");

      Files.writeString(base, "receivers: []\n");
      assertThat(once(1)).contains("1 policy in force; ForeignConfiguration: ", "base.yml");

      Files.writeString(base, RealAlertmanager.PLAIN);
      Files.writeString(directory.resolve("alertmanager.yml"), RealAlertmanager.PLAIN + "# mine\n");
      assertThat(once(1)).containsPattern(
          "all.yaml:\\d+: SuppressionPolicy infra/services-of-a-dead-node: ForeignOutput: .*Its alerts are heard");
    }
  }
}
