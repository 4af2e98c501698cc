package dev.shizuka.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DESIGN §5: 0 good, 1 something declared is not in force, 2 wrong usage or nothing reachable; and what is said of it. */
class ExitCodesTest {
  private static final String BACKEND = """
      apiVersion: shizuka.dev/v1alpha1
      kind: MonitoringBackend
      metadata: {name: main}
      spec: {alertmanager: {urls: ["http://127.0.0.1:9"]}}
      """;

  @TempDir
  private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int local(String... more) throws Exception {
    Path catalog = Files.createDirectories(directory.resolve("catalog"));
    List<String> arguments = new ArrayList<>(List.of("local", catalog.toString(), "--data", directory + "/data"));
    arguments.addAll(Arrays.asList(more));
    return Shizuka.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments.toArray(String[]::new));
  }

  private void declare(String text) throws Exception {
    Files.writeString(Files.createDirectories(directory.resolve("catalog")).resolve("one.yaml"), text);
  }

  @Test
  void withoutABackendNothingIsInForceAndASentenceSaysSo() throws Exception {
    assertThat(local("--once")).isEqualTo(1);
    assertThat(out.toString()).contains("no MonitoringBackend is declared");
  }

  @Test
  void nothingReachableIsTwo() throws Exception {
    declare(BACKEND);
    assertThat(local("--once")).isEqualTo(2);
    assertThat(out.toString()).contains("backend main: 0 silences stand; Unreachable: ");
  }

  @Test
  void jsonIsOneObjectALine() throws Exception {
    declare(BACKEND + "---\n" + BACKEND.replace("{name: main}", "{name: second}").replace("alertmanager:", "nope:"));
    assertThat(local("--once", "-o", "json")).isEqualTo(2);
    assertThat(out.toString().lines()).hasSizeGreaterThan(1)
        .allSatisfy(line -> assertThat(new ObjectMapper().readTree(line).isObject()).as(line).isTrue());
  }

  @Test
  void aTakenPortIsASentenceAndTwo() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(local("--listen", "127.0.0.1:" + taken.getLocalPort())).isEqualTo(2);
    }
    assertThat(err.toString().lines()).hasSize(1).first().asString().startsWith("shizuka: cannot listen on");
  }

  @Test
  void aGraceThatOneLatePollOutlastsIsRefused() throws Exception {
    assertThat(local("--poll", "20s")).isEqualTo(2);
    assertThat(err.toString()).contains("--grace 30s is less than twice --poll 20s");
  }

  @Test
  void anInstallationThatWouldBreakTheMarkIsRefused() throws Exception {
    assertThat(local("--installation", "a/b")).isEqualTo(2);
    assertThat(err.toString()).contains("--installation 'a/b' is no name");
  }
}
