package dev.shizuka.testbed;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between one client and a server: knows when it wrote, and can keep writes on their way for as long as one likes. */
public final class WriteWatch implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client = HttpClient.newHttpClient();
  private final URI target;
  private final List<Instant> writes = new CopyOnWriteArrayList<>();
  private final AtomicInteger underway = new AtomicInteger();
  private volatile CountDownLatch gate = new CountDownLatch(0);

  public WriteWatch(InetSocketAddress address, URI target) throws IOException {
    this.target = target;
    server = HttpServer.create(address, 0);
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.start();
  }

  /** When each write came here. */
  public List<Instant> writes() {
    return writes;
  }

  /** Keeps all writes that come from now on. */
  public void hold() {
    gate = new CountDownLatch(1);
  }

  /** How many are on their way. */
  public int underway() {
    return underway.get();
  }

  /** Lets through what was kept, whether or not its sender still lives. */
  public void letGo() {
    gate.countDown();
  }

  private void take(HttpExchange exchange) {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      HttpResponse<byte[]> answer = exchange.getRequestMethod().equals("GET")
          ? pass(exchange, body)
          : write(exchange, body);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (IOException clientOrServerGone) {
      // The connection closes, as it does when one of them ends.
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpResponse<byte[]> write(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
    writes.add(Instant.now());
    underway.incrementAndGet();
    try {
      gate.await();
      return pass(exchange, body);
    } finally {
      underway.decrementAndGet();
    }
  }

  private HttpResponse<byte[]> pass(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(target.resolve(exchange.getRequestURI().toString()))
        .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    if (type != null) {
      request.header("Content-Type", type);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  @Override
  public void close() {
    letGo();
    server.stop(0);
    threads.shutdownNow();
    client.shutdownNow();
  }
}
