package dev.shizuka.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.cli.inbound.ResponseApi.Limits;
import dev.shizuka.response.Handling;
import dev.shizuka.response.Payloads;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Senders, good and bad, against the real web server. */
class ResponseApiIT {
  private static final String[] BEARER = {"Authorization", "Bearer " + Inbound.TOKEN};
  private static final byte[] ALERTMANAGER = Payloads.bytes("alertmanager-firing.json");
  private static final String ANSWER = "{\"responses\":[{\"source\":\"tickets\",\"id\":\"OPS-%d\",\"type\":\"acknowledged\","
      + "\"at\":\"2026-11-21T10:00:00Z\",\"person\":\"Hanako\",\"episode\":\"1a30\"}]}";
  private final OpenApi api = new OpenApi();
  @TempDir
  private Path directory;
  private Inbound inbound;

  @BeforeEach
  void start() throws Exception {
    inbound = new Inbound(directory, new Limits(20, 80, Duration.ofMillis(500)));
  }

  @AfterEach
  void close() {
    inbound.close();
  }

  /** Posts, and checks the answer against the document. */
  private int post(String endpoint, byte[] body, String... headers) throws Exception {
    HttpResponse<String> answer = inbound.post("/api/v1/" + endpoint, body, headers);
    api.tells("/api/v1/" + endpoint, answer.statusCode(), answer.headers().firstValue("Content-Type").orElse(""),
        answer.body());
    return answer.statusCode();
  }

  private int form(String body) throws Exception {
    return post("responses", body.getBytes(StandardCharsets.UTF_8), BEARER);
  }

  private int pagerDuty(String name) throws Exception {
    byte[] body = Payloads.bytes("pagerduty-" + name + ".json");
    return post("pagerduty", body, "X-PagerDuty-Signature", signature(body, Inbound.SECRET));
  }

  private static String signature(byte[] body, String secret) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
    return "v1=" + HexFormat.of().formatHex(mac.doFinal(body));
  }

  @Test
  void aWholeIncidentIsToldInAnyOrderAndTwice() throws Exception {
    for (String name : List.of("annotated", "resolved-by-person", "acknowledged", "triggered", "acknowledged",
        "resolved-by-integration", "priority-updated")) {
      assertThat(pagerDuty(name)).isEqualTo(204);
    }
    assertThat(inbound.responses.joined().episodes()).isEmpty();
    assertThat(post("alertmanager", ALERTMANAGER, BEARER)).isEqualTo(204);
    assertThat(post("alertmanager", ALERTMANAGER, BEARER)).isEqualTo(204);
    Handling handling = inbound.responses.joined().handling(Inbound.EPISODE);
    assertThat(handling.firstAcknowledgedAt()).contains(Instant.parse("2026-11-21T10:01:30.250Z"));
    assertThat(handling.resolvedAt()).contains(Instant.parse("2026-11-21T10:20:00Z"));
    assertThat(handling.receivers()).containsExactly("shop-on-call");
    assertThat(handling.notes()).hasSize(1);
    assertThat(inbound.counted("pagerduty", "new")).isEqualTo(6);
    assertThat(inbound.counted("pagerduty", "known")).isEqualTo(1);
    assertThat(inbound.counted("alertmanager", "known")).isEqualTo(1);
  }

  @Test
  void whatPeopleSendIsAnsweredWithWhatBecameOfIt() throws Exception {
    byte[] body = ANSWER.formatted(1).getBytes(StandardCharsets.UTF_8);
    assertThat(inbound.post("/api/v1/responses", body, BEARER).body())
        .isEqualTo("{\"known\":0,\"new\":1,\"unmatched\":0}");
    assertThat(inbound.post("/api/v1/responses", body, BEARER).body())
        .isEqualTo("{\"known\":1,\"new\":0,\"unmatched\":0}");
    assertThat(inbound.responses.joined().handling(Inbound.EPISODE).persons()).containsExactly("Hanako");
    assertThat(form(ANSWER.formatted(2).replace("1a30", "beef"))).isEqualTo(400);
    assertThat(form("nonsense")).isEqualTo(400);
    assertThat(inbound.responses.events()).hasSize(1);
  }

  @Test
  void strangersChangeNothingAndLearnNothing() throws Exception {
    byte[] body = ANSWER.formatted(1).getBytes(StandardCharsets.UTF_8);
    for (String header : List.of("Bearer wrong-token-0123456789", "Bearer ", "Basic " + Inbound.TOKEN, Inbound.TOKEN,
        "Bearer " + Inbound.TOKEN.substring(1), "Bearer " + Inbound.TOKEN + "0")) {
      assertThat(post("responses", body, "Authorization", header)).as(header).isEqualTo(401);
      assertThat(post("alertmanager", ALERTMANAGER, "Authorization", header)).as(header).isEqualTo(401);
      assertThat(post("alertmanager", new byte[0], "Authorization", header)).as(header).isEqualTo(401);
    }
    byte[] event = Payloads.bytes("pagerduty-acknowledged.json");
    for (String signature : List.of("", "v1=" + "0".repeat(64), signature(event, "another-secret-0123"),
        signature(ALERTMANAGER, Inbound.SECRET), signature(event, Inbound.SECRET).substring(3))) {
      assertThat(post("pagerduty", event, "X-PagerDuty-Signature", signature)).as(signature).isEqualTo(401);
    }
    assertThat(post("responses", body)).isEqualTo(401);
    assertThat(post("pagerduty", event, BEARER)).isEqualTo(401);
    assertThat(inbound.responses.events()).isEmpty();
    assertThat(inbound.counted("responses", "unauthenticated")).isEqualTo(7);
  }

  @Test
  void aSignedPayloadThatCannotBeReadDoesNotMakePagerDutyGiveUp() throws Exception {
    byte[] odd = "{\"event\":{}}".getBytes(StandardCharsets.US_ASCII);
    assertThat(post("pagerduty", odd, "X-PagerDuty-Signature", signature(odd, Inbound.SECRET))).isEqualTo(202);
    byte[] ping = ("{\"event\":{\"id\":\"01\",\"event_type\":\"pagey.ping\",\"resource_type\":\"pagey\","
        + "\"occurred_at\":\"2026-11-21T10:00:00Z\",\"agent\":null,\"client\":null,\"data\":{\"type\":\"ping\"}}}")
        .getBytes(StandardCharsets.US_ASCII);
    assertThat(post("pagerduty", ping, "X-PagerDuty-Signature", signature(ping, Inbound.SECRET))).isEqualTo(204);
    assertThat(post("alertmanager", odd, BEARER)).isEqualTo(400);
    assertThat(inbound.responses.events()).isEmpty();
  }

  @Test
  void aNewTokenCountsAtOnceAndWithoutTheFileNobodyGetsIn() throws Exception {
    Files.writeString(inbound.tokens, "another-token-0123456789");
    assertThat(form(ANSWER.formatted(1))).isEqualTo(401);
    assertThat(post("alertmanager", ALERTMANAGER, "Authorization", "Bearer another-token-0123456789")).isEqualTo(204);
    Files.delete(inbound.tokens);
    assertThat(form(ANSWER.formatted(2))).isEqualTo(503);
    Files.writeString(inbound.tokens, Inbound.TOKEN);
    assertThat(form(ANSWER.formatted(3))).isEqualTo(200);
  }

  @Test
  void whatCannotBeKeptIsAskedForAgain() throws Exception {
    inbound.storeAway(true);
    assertThat(form(ANSWER.formatted(1))).isEqualTo(503);
    assertThat(post("alertmanager", ALERTMANAGER, BEARER)).isEqualTo(503);
    assertThat(pagerDuty("acknowledged")).isEqualTo(503);
    inbound.storeAway(false);
    assertThat(form(ANSWER.formatted(1))).isEqualTo(200);
    assertThat(inbound.counted("responses", "failed")).isEqualTo(1);
  }

  @Test
  void tenMebibytesAreRefusedBeforeTheyAreSent() throws Exception {
    String head = "POST /api/v1/responses HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + Inbound.TOKEN
        + "\r\nContent-Length: 10485760\r\n\r\n";
    try (Socket socket = connect(head)) {
      assertThat(statusLine(socket)).startsWith("HTTP/1.1 413");
    }
    String signed = head.replace("responses", "pagerduty").replaceFirst("Authorization: [^\r]*",
        "X-PagerDuty-Signature: v1=" + "0".repeat(64));
    try (Socket socket = connect(signed)) {
      assertThat(statusLine(socket)).startsWith("HTTP/1.1 413");
    }
  }

  @Test
  void aBodyThatDoesNotSayHowLargeItIsIsReadToTheLimitOnly() throws Exception {
    try (Socket socket = connect("POST /api/v1/alertmanager HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
        + Inbound.TOKEN + "\r\nTransfer-Encoding: chunked\r\n\r\n")) {
      OutputStream out = socket.getOutputStream();
      byte[] chunk = ("4000\r\n" + " ".repeat(0x4000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
      for (int sent = 0; sent <= 64; sent++) {
        out.write(chunk);
      }
      out.flush();
      assertThat(statusLine(socket)).startsWith("HTTP/1.1 413");
    }
  }

  @Test
  void slowClientsAreCutAndHoldNobodyUp() throws Exception {
    inbound.close();
    inbound = new Inbound(directory, new Limits(20, 80, Duration.ofSeconds(3)));
    List<Socket> slow = new ArrayList<>();
    try {
      for (int count = 0; count < 40; count++) {
        slow.add(connect("POST /api/v1/responses HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + Inbound.TOKEN
            + "\r\nContent-Length: 1000\r\n\r\n{"));
      }
      assertThat(inbound.metrics()).isEqualTo(200);
      // Any of them may be one too many and turned away at once; those that were let in are waited for.
      int waiting = 0;
      for (Socket socket : slow) {
        waiting += socket.getInputStream().available() == 0 ? 1 : 0;
      }
      assertThat(waiting).as("not cut yet").isPositive();
      for (Socket socket : slow) {
        assertThat(statusLine(socket)).matches("HTTP/1\\.1 (408|429) .*");
      }
      assertThat(inbound.counted("responses", "too_slow")).isPositive();
      assertThat(form(ANSWER.formatted(1))).isEqualTo(200);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void dripsAreCutAsWell() throws Exception {
    try (Socket socket = connect("POST /api/v1/responses HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + Inbound.TOKEN
        + "\r\nContent-Length: 1000\r\n\r\n{")) {
      Instant started = Instant.now();
      InputStream in = socket.getInputStream();
      while (in.available() == 0 && Duration.between(started, Instant.now()).toSeconds() < 15) {
        socket.getOutputStream().write(' ');
        org.awaitility.Awaitility.await().pollDelay(Duration.ofMillis(50)).until(() -> true);
      }
      assertThat(statusLine(socket)).startsWith("HTTP/1.1 408");
    }
  }

  @Test
  void aThousandAtOnceAreLimitedAndItLives() throws Exception {
    List<Integer> statuses = new ArrayList<>();
    try (ExecutorService senders = Executors.newFixedThreadPool(16)) {
      Stream<Callable<Integer>> requests = IntStream.range(0, 1_000).mapToObj(number -> () -> inbound
          .post("/api/v1/responses", ANSWER.formatted(number).getBytes(StandardCharsets.UTF_8), BEARER).statusCode());
      for (Future<Integer> answer : senders.invokeAll(requests.toList())) {
        statuses.add(answer.get());
      }
    }
    long taken = statuses.stream().filter(status -> status == 200).count();
    assertThat(statuses).allMatch(status -> status == 200 || status == 429);
    assertThat(taken).isGreaterThanOrEqualTo(80).isLessThan(1_000);
    assertThat(inbound.responses.events()).hasSize((int) taken);
    assertThat(inbound.metrics()).isEqualTo(200);
    HttpResponse<String> limited = limited();
    assertThat(limited.headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
    assertThat(post("alertmanager", ALERTMANAGER, BEARER)).as("each endpoint has its own limit").isEqualTo(204);
  }

  private HttpResponse<String> limited() throws IOException, InterruptedException {
    for (int number = 2_000; number < 3_000; number++) {
      HttpResponse<String> answer = inbound.post("/api/v1/responses",
          ANSWER.formatted(number).getBytes(StandardCharsets.UTF_8), BEARER);
      if (answer.statusCode() == 429) {
        api.tells("/api/v1/responses", 429, answer.headers().firstValue("Content-Type").orElse(""), answer.body());
        return answer;
      }
    }
    throw new AssertionError("never limited");
  }

  private Socket connect(String text) throws IOException {
    Socket socket = new Socket("127.0.0.1", inbound.port());
    socket.setSoTimeout(15_000);
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
    return socket;
  }

  private static String statusLine(Socket socket) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int read = socket.getInputStream().read(); read >= 0 && read != '\r'; read = socket.getInputStream().read()) {
      line.append((char) read);
    }
    return line.toString();
  }
}
