package dev.shizuka.report.run;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A webhook: keeps what it gets, and answers what it is told to, 200 otherwise. */
final class Receiver implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Got> got = new CopyOnWriteArrayList<>();
  private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile boolean holding;

  /** @param key header {@code Idempotency-Key} */
  record Got(String path, String key, String body) {}

  Receiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      got.add(new Got(exchange.getRequestURI().toString(), exchange.getRequestHeaders().getFirst("Idempotency-Key"),
          body));
      if (holding) {
        released.await();
      }
      Integer answer = answers.poll();
      if (answer != null && answer / 100 == 3) {
        exchange.getResponseHeaders().putAll(Map.of("Location", List.of(url("/elsewhere"))));
      }
      exchange.sendResponseHeaders(answer == null ? 200 : answer, -1);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** The next answers, in this order. */
  void answer(Integer... statuses) {
    answers.addAll(List.of(statuses));
  }

  /** Takes requests and answers none of them from now on. */
  void hold() {
    holding = true;
  }

  List<Got> got() {
    return got;
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  @Override
  public void close() {
    released.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
