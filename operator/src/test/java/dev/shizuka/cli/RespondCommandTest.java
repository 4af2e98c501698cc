package dev.shizuka.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shizuka.cli.inbound.ResponseApi.Limits;
import dev.shizuka.response.Handling;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person's words on the command line, against a running web server. */
class RespondCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir
  private Path directory;
  private Inbound inbound;

  @BeforeEach
  void start() throws Exception {
    inbound = new Inbound(directory, Limits.DEFAULT);
  }

  @AfterEach
  void close() {
    inbound.close();
  }

  private int respond(String... arguments) {
    return run(Stream.concat(Stream.of("respond", "--url", inbound.url().toString(), "--token-file",
        inbound.tokens.toString()), Stream.of(arguments)).toArray(String[]::new));
  }

  private int run(String... arguments) {
    return Shizuka.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  @Test
  void whatAPersonDidIsRecorded() {
    assertThat(respond("1a30", "--acknowledge", "--cause", "disk full", "--person", "Hanako Sato")).isZero();
    assertThat(out.toString()).isEqualTo("recorded for 1a30: acknowledged, cause by Hanako Sato\n");
    Handling handling = inbound.responses.joined().handling(Inbound.EPISODE);
    assertThat(handling.firstAcknowledgedAt().orElseThrow()).isBeforeOrEqualTo(Instant.now());
    assertThat(handling.cause().orElseThrow().text()).isEqualTo("disk full");
    assertThat(handling.persons()).containsExactly("Hanako Sato");
  }

  @Test
  void anEpisodeThatIsNotKnownYetIsKept() {
    assertThat(respond("main/00000000000000ab/1700000000000", "--resolve", "-o", "json")).isZero();
    assertThat(out.toString()).isEqualTo("{\"known\":0,\"new\":1,\"unmatched\":1}\n");
    assertThat(respond("main/00000000000000ab/1700000000000", "--note", "x")).isZero();
    assertThat(out.toString()).contains("kept: Shizuka knows no episode main/00000000000000ab/1700000000000 yet");
  }

  @Test
  void whatIsRefusedIsOneAndSaysWhy() throws Exception {
    assertThat(respond("beef", "--acknowledge", "--note", "x")).isEqualTo(1);
    assertThat(err.toString()).isEqualTo("shizuka: no known episode has a fingerprint that begins with beef\n");
    assertThat(respond("beef", "--acknowledge", "-o", "json")).isEqualTo(1);
    assertThat(new ObjectMapper().readTree(out.toString()).at("/refused/0").asText()).startsWith("no known episode");
  }

  @Test
  void withoutATokenOrAServerItIsTwo() throws Exception {
    assertThat(run("respond", "1a30", "--acknowledge", "--url", inbound.url().toString())).isEqualTo(2);
    assertThat(err.toString()).contains("does not know the token: give --token-file");
    assertThat(run("respond", "1a30", "--acknowledge", "--url", "http://127.0.0.1:9")).isEqualTo(2);
    assertThat(err.toString()).contains("no Shizuka answers at http://127.0.0.1:9");
    assertThat(run("respond", "1a30", "--acknowledge", "--url", "nonsense")).isEqualTo(2);
    assertThat(err.toString()).contains("--url 'nonsense' is no URL");
    assertThat(respond("1a30")).isEqualTo(2);
    Files.writeString(inbound.tokens, "short");
    assertThat(respond("1a30", "--resolve")).isEqualTo(2);
    assertThat(err.toString()).contains("fewer than 16 characters");
  }

  @Test
  void aShizukaThatTakesNoResponsesSaysHowTo() {
    try (WebServer plain = WebServer.start(new WebServer.Settings("127.0.0.1", 0, () -> "", Optional::empty,
        () -> PageView.of(Views.results(), Views.ledger(), Views.NOW)))) {
      assertThat(run("respond", "1a30", "--resolve", "--url", "http://127.0.0.1:" + plain.port())).isEqualTo(2);
      assertThat(err.toString()).contains("takes no responses: start it with --responses-token-file");
    }
  }

  @Test
  void secretsThatCannotBeUsedStopTheStart() throws Exception {
    Path weak = Files.writeString(directory.resolve("weak"), "secret");
    assertThat(run("local", directory.toString(), "--data", directory + "/data", "--responses-token-file",
        weak.toString())).isEqualTo(2);
    assertThat(run("local", directory.toString(), "--data", directory + "/data", "--pagerduty-secret-file",
        directory + "/none")).isEqualTo(2);
    assertThat(err.toString()).contains("fewer than 16 characters", "none cannot be read");
  }
}
