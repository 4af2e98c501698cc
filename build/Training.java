import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The run of which the AOT cache is made: {@code shizuka operator} from its start to a first sync, against a server that holds the examples and
 * says nothing of interest. Nothing leaves the machine: all backends are that server.
 */
final class Training {
  private static final Pattern ADDRESS = Pattern.compile("http://[^ ]+:(\\d+)");
  private static final Pattern ANY_URL = Pattern.compile("https?://[^\"]+");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private final CountDownLatch over = new CountDownLatch(1);
  private final Map<String, ArrayNode> objects = new HashMap<>();
  private final ArrayNode kinds = JSON.createArrayNode();
  private final HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
  private final String url = "http://127.0.0.1:" + server.getAddress().getPort();

  private Training(Path sources) throws IOException {
    for (Path file : yaml(sources.resolve("crds"))) {
      learn(YAML.readTree(file.toFile()));
    }
    for (Path file : yaml(sources.resolve("examples"))) {
      YAML.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile()).forEachRemaining(this::hold);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
  }

  /** Arguments: the sources, a folder for what is written, and the command that starts Shizuka. */
  public static void main(String[] arguments) throws Exception {
    Training training = new Training(Path.of(arguments[0]));
    training.server.start();
    try {
      training.run(Path.of(arguments[1]), List.of(arguments).subList(2, arguments.length));
    } finally {
      training.over.countDown();
      training.server.stop(0);
    }
  }

  private void run(Path work, List<String> start) throws Exception {
    List<String> command = new ArrayList<>(start);
    command.addAll(List.of("operator", "--listen=127.0.0.1:0", "--data=" + work.resolve("data"), "--poll=1s"));
    Path output = work.resolve("output");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("KUBECONFIG", kubeconfig(work).toString());
    Process process = builder.start();
    try {
      watch(process, output);
    } catch (IllegalStateException failed) {
      throw new IllegalStateException(failed.getMessage() + ":\n" + Files.readString(output));
    } finally {
      process.destroy();
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        process.destroyForcibly();
      }
    }
  }

  private static void watch(Process process, Path output) throws Exception {
    Instant latest = Instant.now().plusSeconds(60);
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (process.isAlive() && Instant.now().isBefore(latest)) {
        Matcher address = ADDRESS.matcher(Files.readString(output));
        if (address.find() && synced(client, "http://127.0.0.1:" + address.group(1))) {
          return;
        }
        Thread.sleep(Duration.ofMillis(200));
      }
    }
    throw new IllegalStateException("the training run did not come to a first sync");
  }

  private static boolean synced(HttpClient client, String shizuka) throws Exception {
    for (String page : List.of("/", "/healthz", "/readyz")) {
      get(client, shizuka + page);
    }
    return get(client, shizuka + "/metrics").contains("shizuka_backend_sync_seconds_count");
  }

  private static String get(HttpClient client, String page) throws Exception {
    return client.send(HttpRequest.newBuilder(URI.create(page)).build(), BodyHandlers.ofString()).body();
  }

  private void learn(JsonNode crd) {
    JsonNode names = crd.at("/spec/names");
    if (names.has("kind")) {
      ObjectNode kind = kinds.addObject().put("kind", names.path("kind").textValue())
          .put("name", names.path("plural").textValue())
          .put("namespaced", crd.at("/spec/scope").textValue().equals("Namespaced"));
      kind.putArray("verbs").add("list").add("watch");
    }
  }

  private void hold(JsonNode declared) {
    String kind = declared.path("kind").textValue();
    for (JsonNode known : kinds) {
      if (known.path("kind").textValue().equals(kind)) {
        ObjectNode metadata = (ObjectNode) declared.path("metadata");
        if (known.path("namespaced").booleanValue() && !metadata.has("namespace")) {
          metadata.put("namespace", "default");
        }
        metadata.put("uid", kind + metadata.path("name").textValue()).put("resourceVersion", "1").put("generation", 1)
            .put("creationTimestamp", "2026-01-01T00:00:00Z");
        objects.computeIfAbsent(known.path("name").textValue(), plural -> JSON.createArrayNode()).add(local(declared));
      }
    }
  }

  private JsonNode local(JsonNode declared) {
    try {
      boolean backend = declared.path("kind").textValue().equals("MonitoringBackend");
      return backend ? JSON.readTree(ANY_URL.matcher(declared.toString()).replaceAll(url + "/nothing")) : declared;
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String query = exchange.getRequestURI().getQuery();
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      if ("websocket".equals(exchange.getRequestHeaders().getFirst("Upgrade"))) {
        // No WebSocket here: the client watches by a GET that hangs then.
        send(exchange, 200, new byte[0]);
      } else if (query != null && query.contains("watch=true")) {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().flush();
        over.await();
      } else if (!exchange.getRequestMethod().equals("GET")) {
        send(exchange, 200, exchange.getRequestBody().readAllBytes());
      } else if (path.equals("/version")) {
        send(exchange, 200, "{\"major\":\"1\",\"minor\":\"36\",\"gitVersion\":\"v1.36.0\"}".getBytes());
      } else if (path.equals("/apis/shizuka.dev/v1alpha1")) {
        ObjectNode resources = JSON.createObjectNode().put("kind", "APIResourceList").put("groupVersion", "shizuka.dev/v1alpha1");
        send(exchange, 200, JSON.writeValueAsBytes(resources.set("resources", kinds)));
      } else if (query != null) {
        // Informers list with a resourceVersion; what is read by name has no query.
        list(exchange, path.substring(path.lastIndexOf('/') + 1));
      } else {
        send(exchange, 404, "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"reason\":\"NotFound\",\"code\":404}".getBytes());
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private void list(HttpExchange exchange, String plural) throws IOException {
    ObjectNode list = JSON.createObjectNode();
    list.putObject("metadata").put("resourceVersion", "1");
    send(exchange, 200, JSON.writeValueAsBytes(list.set("items", objects.getOrDefault(plural, JSON.createArrayNode()))));
  }

  private static void send(HttpExchange exchange, int code, byte[] body) throws IOException {
    exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private static List<Path> yaml(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  private Path kubeconfig(Path work) throws IOException {
    return Files.writeString(work.resolve("kubeconfig"), """
        apiVersion: v1
        kind: Config
        clusters: [{name: training, cluster: {server: "%s"}}]
        contexts: [{name: training, context: {cluster: training, user: training, namespace: default}}]
        users: [{name: training, user: {}}]
        current-context: training
        """.formatted(url));
  }
}
