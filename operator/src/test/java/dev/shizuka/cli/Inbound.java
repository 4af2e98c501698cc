package dev.shizuka.cli;

import dev.shizuka.cli.inbound.ResponseApi;
import dev.shizuka.cli.inbound.ResponseApi.Limits;
import dev.shizuka.cli.inbound.ResponseCounts;
import dev.shizuka.cli.inbound.SecretFile;
import dev.shizuka.response.EpisodeId;
import dev.shizuka.response.EpisodeSpan;
import dev.shizuka.response.MemoryResponses;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The real web server with responses kept in memory. */
final class Inbound implements AutoCloseable {
  static final String TOKEN = "test-token-0123456789";
  static final String SECRET = "pagerduty-secret-0123";
  static final EpisodeId EPISODE = new EpisodeId("main", "1a30ba71cca2921f", Instant.parse("2026-11-21T09:58:20Z"));

  final MemoryResponses responses = new MemoryResponses();
  final CollectorRegistry registry = new CollectorRegistry();
  final Path tokens;
  private final WebServer web;
  private final HttpClient client = HttpClient.newHttpClient();
  private volatile boolean storeAway;

  Inbound(Path directory, Limits limits) throws IOException {
    tokens = Files.writeString(directory.resolve("tokens"), TOKEN + "\n");
    Path secret = Files.writeString(directory.resolve("pagerduty"), SECRET + "\n");
    responses.sighted(new EpisodeSpan(EPISODE, EPISODE.firstSeenAt(), Optional.empty()));
    ResponseApi api = new ResponseApi(new ResponseApi.Settings(events -> {
      if (storeAway) {
        throw new IllegalStateException("the disk is full");
      }
      return responses.accept(events);
    }, prefix -> EPISODE.fingerprint().startsWith(prefix) ? List.of(EPISODE) : List.of(),
        Optional.of(new SecretFile(tokens)), Optional.of(new SecretFile(secret)), limits, Clock.systemUTC(),
        new ResponseCounts(registry)));
    web = WebServer.start(new WebServer.Settings("127.0.0.1", 0, () -> "up 1\n", Optional::empty, () -> {
      throw new IllegalStateException("no page here");
    }, Optional.of(api)));
  }

  void storeAway(boolean away) {
    storeAway = away;
  }

  int port() {
    return web.port();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + web.port());
  }

  HttpResponse<String> post(String path, byte[] body, String... headers) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path))
        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    return client.send((headers.length == 0 ? request : request.headers(headers)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  int metrics() throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(URI.create(url() + "/metrics")).build(),
        HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  double counted(String source, String result) {
    Double value = registry.getSampleValue("shizuka_responses_total", new String[]{"source", "result"},
        new String[]{source, result});
    return value == null ? -1 : value;
  }

  @Override
  public void close() {
    client.close();
    web.close();
  }
}
