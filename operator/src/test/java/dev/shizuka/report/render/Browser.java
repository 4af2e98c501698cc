package dev.shizuka.report.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A headless Chromium with one page, spoken to by its DevTools protocol. */
final class Browser implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PATIENCE_SECONDS = 60;

  private final Process process;
  private final HttpClient http = HttpClient.newHttpClient();
  private final WebSocket socket;
  private final BlockingQueue<JsonNode> replies = new LinkedBlockingQueue<>();
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();
  private final String session;
  private int calls;

  Browser(Path profile) throws IOException, InterruptedException {
    process = new ProcessBuilder(path(), "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
        "--hide-scrollbars", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--remote-debugging-port=0", "--user-data-dir=" + profile, "about:blank").redirectInput(
            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(profile.resolve("stderr").toFile()).start();
    socket = http.newWebSocketBuilder().buildAsync(URI.create(address(profile)), new Incoming()).join();
    String target = call("", "Target.createTarget", JSON.createObjectNode().put("url", "about:blank"))
        .path("targetId").asText();
    session = call("", "Target.attachToTarget", JSON.createObjectNode().put("targetId", target).put("flatten", true))
        .path("sessionId").asText();
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      call(domain + ".enable", JSON.createObjectNode());
    }
  }

  private static String path() throws IOException, InterruptedException {
    Process found = new ProcessBuilder("../build/browser").redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader lines = found.inputReader(StandardCharsets.UTF_8)) {
      String path = lines.readLine();
      if (found.waitFor() != 0 || path == null) {
        throw new IllegalStateException("there is no browser: see above");
      }
      return path;
    }
  }

  private String address(Path profile) throws IOException, InterruptedException {
    Path port = profile.resolve("DevToolsActivePort");
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!Files.exists(port) || Files.readAllLines(port).size() < 2) {
      if (!process.isAlive() || System.nanoTime() > until) {
        throw new IllegalStateException("the browser did not start: " + Files.readString(profile.resolve("stderr")));
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    List<String> lines = Files.readAllLines(port);
    return "ws://127.0.0.1:" + lines.get(0) + lines.get(1);
  }

  /** Loads a file and waits until everything in it has run. */
  void open(Path file, int width, int height) throws InterruptedException {
    call("Emulation.setDeviceMetricsOverride", JSON.createObjectNode().put("width", width).put("height", height)
        .put("deviceScaleFactor", 1).put("mobile", width < 500));
    events.clear();
    call("Page.navigate", JSON.createObjectNode().put("url", file.toUri().toString()));
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (events.stream().noneMatch(event -> event.path("method").asText().equals("Page.loadEventFired"))) {
      if (System.nanoTime() > until) {
        throw new IllegalStateException(file + " did not load");
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  void media(String media, String scheme) throws InterruptedException {
    ObjectNode parameters = JSON.createObjectNode().put("media", media);
    parameters.putArray("features").addObject().put("name", "prefers-color-scheme").put("value", scheme);
    call("Emulation.setEmulatedMedia", parameters);
  }

  JsonNode evaluate(String script) throws InterruptedException {
    return call("Runtime.evaluate", JSON.createObjectNode().put("expression", script).put("returnByValue", true))
        .path("result").path("value");
  }

  void screenshot(Path file) throws IOException, InterruptedException {
    JsonNode shot = call("Page.captureScreenshot",
        JSON.createObjectNode().put("format", "png").put("captureBeyondViewport", true));
    Files.write(file, Base64.getDecoder().decode(shot.path("data").asText()));
  }

  byte[] pdf() throws InterruptedException {
    return Base64.getDecoder().decode(call("Page.printToPDF",
        JSON.createObjectNode().put("printBackground", false)).path("data").asText());
  }

  /** What the page complained of since it was opened. */
  List<String> complaints() {
    return events.stream().filter(event -> List.of("Runtime.exceptionThrown", "Runtime.consoleAPICalled",
        "Log.entryAdded").contains(event.path("method").asText())).map(JsonNode::toString).toList();
  }

  /** Addresses that were asked for since it was opened. */
  List<String> requests() {
    return events.stream().filter(event -> event.path("method").asText().equals("Network.requestWillBeSent"))
        .map(event -> event.path("params").path("request").path("url").asText()).toList();
  }

  private JsonNode call(String method, ObjectNode parameters) throws InterruptedException {
    return call(session, method, parameters);
  }

  private JsonNode call(String to, String method, ObjectNode parameters) throws InterruptedException {
    ObjectNode message = JSON.createObjectNode().put("id", ++calls).put("method", method);
    message.set("params", parameters);
    if (!to.isEmpty()) {
      message.put("sessionId", to);
    }
    socket.sendText(message.toString(), true).join();
    for (JsonNode reply = next(method); reply != null; reply = next(method)) {
      if (reply.path("id").asInt() == calls) {
        if (reply.has("error")) {
          throw new IllegalStateException(method + ": " + reply.get("error"));
        }
        return reply.path("result");
      }
    }
    throw new IllegalStateException(method + " was not answered");
  }

  private JsonNode next(String method) throws InterruptedException {
    JsonNode reply = replies.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (reply == null) {
      throw new IllegalStateException(method + " was not answered in " + PATIENCE_SECONDS + " s");
    }
    return reply;
  }

  private final class Incoming implements WebSocket.Listener {
    private final StringBuilder partial = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      partial.append(data);
      if (last) {
        try {
          JsonNode message = JSON.readTree(partial.toString());
          if (message.has("id")) {
            replies.add(message);
          } else {
            events.add(message);
          }
        } catch (IOException notJson) {
          throw new IllegalStateException(notJson);
        }
        partial.setLength(0);
      }
      from.request(1);
      return null;
    }
  }

  @Override
  public void close() throws InterruptedException {
    socket.abort();
    http.close();
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    children.forEach(ProcessHandle::destroyForcibly);
    children.forEach(child -> child.onExit().join());
  }
}
