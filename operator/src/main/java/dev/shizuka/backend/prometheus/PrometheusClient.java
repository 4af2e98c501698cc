package dev.shizuka.backend.prometheus;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.shizuka.backend.BackendException;
import dev.shizuka.backend.Http;
import dev.shizuka.compile.ExpressionVerdicts;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One Prometheus (HTTP API v1, 2.42 and later). */
final class PrometheusClient implements ExpressionVerdicts.Checker, AutoCloseable {
  private static final ObjectMapper JSON = JsonMapper.builder()
      .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
  private static final int CONCURRENT_CHECKS = 16;
  /** Failures that the next expression would meet just the same. */
  private static final Set<String> AWAY = Set.of("Unreachable", "Unavailable", "Unauthorized", "Forbidden",
      "AddressRefused", "Interrupted");
  private static final String ABOUT_THE_PARAMETER = "invalid parameter \"query\": ";
  private final Http http;

  PrometheusClient(Http http) {
    this.http = http;
  }

  /** What the backend makes of an expression: its canonical text, or its words against it. */
  record Formatted(Optional<String> error, String text) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record LoadedGroup(String name, String file, double interval, List<Loaded> rules) {
    LoadedGroup {
      rules = rules == null ? List.of() : List.copyOf(rules);
    }
  }

  /** @param duration of {@code for}, in seconds, as {@code keepFiringFor} is */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Loaded(String type, String name, String query, double duration, double keepFiringFor,
      Map<String, String> labels, Map<String, String> annotations, List<Alert> alerts, String health,
      String lastError) {
    Loaded {
      labels = labels == null ? Map.of() : Map.copyOf(labels);
      annotations = annotations == null ? Map.of() : Map.copyOf(annotations);
      alerts = alerts == null ? List.of() : List.copyOf(alerts);
      health = health == null ? "unknown" : health;
      lastError = lastError == null ? "" : lastError;
    }
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Alert(String state) {}

  private record Groups(List<LoadedGroup> groups) {}

  private record Rules(@Nullable Groups data) {}

  private record Build(@Nullable Version data) {}

  private record Version(@Nullable String version) {}

  private record Configuration(@Nullable Yaml data) {}

  private record Yaml(@Nullable String yaml) {}

  private record Runtime(@Nullable RuntimeInfo data) {}

  private record RuntimeInfo(@Nullable Boolean reloadConfigSuccess) {}

  private record Text(@Nullable String data, @Nullable String error) {}

  String title() {
    return http.title();
  }

  String url() {
    return http.base().toString();
  }

  String version() throws BackendException {
    Build build = read(http.expectOk(http.get("/api/v1/status/buildinfo")), Build.class);
    return build.data() == null || build.data().version() == null ? "" : build.data().version();
  }

  /**
   * Loads configuration and rules anew.
   *
   * @return false where it refuses them and goes on with the old ones; it never says why
   */
  boolean reload() throws BackendException {
    Http.Reply reply = http.post("/-/reload", "text/plain", "");
    if (reply.status() == 500) {
      return false;
    }
    if (reply.status() == 403 && reply.text().contains("Lifecycle")) {
      throw new BackendException("ReloadDisabled", true,
          title() + " does not take reloads: start it with --web.enable-lifecycle");
    }
    http.expectOk(reply);
    return true;
  }

  /** Whether it refused its configuration when it last loaded it, whoever asked for that; no where it does not say. */
  boolean refuses() throws BackendException {
    Http.Reply reply = http.get("/api/v1/status/runtimeinfo");
    if (reply.status() == 403 || reply.status() == 404 || reply.status() == 405) {
      return false;
    }
    RuntimeInfo runtime = read(http.expectOk(reply), Runtime.class).data();
    return runtime != null && Boolean.FALSE.equals(runtime.reloadConfigSuccess());
  }

  List<LoadedGroup> rules() throws BackendException {
    Rules rules = read(http.expectOk(http.get("/api/v1/rules")), Rules.class);
    return rules.data() == null ? List.of() : rules.data().groups();
  }

  /** The configuration that it runs with; secrets are masked. */
  String configuration() throws BackendException {
    Configuration read = read(http.expectOk(http.get("/api/v1/status/config")), Configuration.class);
    return read.data() == null || read.data().yaml() == null ? "" : read.data().yaml();
  }

  /** What an expression gives at {@code from}, at each step after it, and at {@code until}. */
  List<TimeSeries> range(String expression, Instants at) throws BackendException {
    String path = "/api/v1/query_range?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8) + "&start="
        + at.from() + "&end=" + at.until() + "&step=" + at.step().toMillis() / 1000.0;
    TimeSeries.Reply reply = read(http.expectOk(http.get(path)), TimeSeries.Reply.class);
    return reply.data() == null ? List.of() : reply.data().result();
  }

  Formatted format(String expression) throws BackendException {
    Http.Reply reply = http.post("/api/v1/format_query", "application/x-www-form-urlencoded",
        "query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
    if (reply.status() != 400) {
      String text = read(http.expectOk(reply), Text.class).data();
      return new Formatted(Optional.empty(), text == null ? expression : text);
    }
    String said = read(reply, Text.class).error();
    String words = said == null ? "refused" : said;
    return new Formatted(
        Optional.of(words.startsWith(ABOUT_THE_PARAMETER) ? words.substring(ABOUT_THE_PARAMETER.length()) : words), "");
  }

  /** Asks about many at once, and stops asking as soon as the server is away: absent ones could not be asked. */
  Map<String, Formatted> format(Collection<String> expressions) {
    Map<String, Formatted> answers = new ConcurrentHashMap<>();
    AtomicBoolean away = new AtomicBoolean();
    Semaphore turns = new Semaphore(CONCURRENT_CHECKS);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (String expression : Set.copyOf(expressions)) {
        turns.acquireUninterruptibly();
        if (away.get() || Thread.currentThread().isInterrupted()) {
          break;
        }
        threads.execute(() -> {
          try {
            answers.put(expression, format(expression));
          } catch (BackendException failed) {
            away.compareAndSet(false, AWAY.contains(failed.reason()));
          } finally {
            turns.release();
          }
        });
      }
    }
    return answers;
  }

  @Override
  public Map<String, Optional<String>> check(Collection<String> expressions) {
    Map<String, Optional<String>> errors = new HashMap<>();
    format(expressions).forEach((expression, formatted) -> errors.put(expression, formatted.error()));
    return errors;
  }

  private <T> T read(Http.Reply reply, Class<T> shape) throws BackendException {
    try {
      return JSON.readValue(reply.body(), shape);
    } catch (JacksonException strange) {
      throw new BackendException("BadReply", true,
          title() + " answered something that is not its API: " + strange.getOriginalMessage());
    } catch (IOException impossible) {
      throw new BackendException("BadReply", true, title() + " answered something unreadable");
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
