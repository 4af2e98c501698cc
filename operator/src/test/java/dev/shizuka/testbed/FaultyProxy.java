package dev.shizuka.testbed;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before a real server and does on command what servers and the ways to them do at their worst. */
public final class FaultyProxy implements AutoCloseable {
  private static final int NO_GATE = Integer.MAX_VALUE;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client = HttpClient.newHttpClient();
  private final URI target;
  private final Duration delay;
  private final AtomicInteger suffered = new AtomicInteger();
  private final AtomicInteger late = new AtomicInteger();
  private final AtomicInteger writesLeft = new AtomicInteger(NO_GATE);
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile CountDownLatch gateReached = new CountDownLatch(1);
  private volatile Trouble trouble = new Trouble(Fault.NONE, Set.of());

  /** What becomes of a request. */
  public enum Fault {
    NONE,
    /** Answers 500 by itself. */
    ERROR,
    /** Answers 503 by itself. */
    AWAY,
    /** Answers 400 by itself. */
    REFUSAL,
    /** Loses the connection before the server has heard. */
    LOST_REQUEST,
    /** Loses the connection after the server has done it: nobody knows. */
    LOST_ANSWER,
    /** Passes half of the answer on and closes. */
    HALF_ANSWER,
    /** Passes half of the answer on and then nothing more. */
    STALLED_ANSWER,
    /** Lets the server hear of it when the client has given up. */
    LATE_REQUEST
  }

  private record Trouble(Fault fault, Set<String> methods) {
    boolean meets(HttpExchange exchange) {
      return fault != Fault.NONE && methods.contains(exchange.getRequestMethod());
    }
  }

  /** @param delay of {@link Fault#LATE_REQUEST}: longer than the client waits */
  public FaultyProxy(URI target, Duration delay) throws IOException {
    this.target = target;
    this.delay = delay;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.start();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** From now on requests of these methods suffer that. */
  public void inflict(Fault fault, String... methods) {
    suffered.set(0);
    trouble = new Trouble(fault, Set.of(methods));
  }

  public void heal() {
    trouble = new Trouble(Fault.NONE, Set.of());
  }

  /** How many requests have met the fault since it was inflicted. */
  public int suffered() {
    return suffered.get();
  }

  /** Whether late requests are still on their way. */
  public boolean owesRequests() {
    return late.get() > 0;
  }

  /** Lets so many writes pass, and no other until {@link #openGate}. */
  public void closeGateAfter(int writes) {
    gateReached = new CountDownLatch(1);
    writesLeft.set(writes);
  }

  /** Waits until a write stands before the closed gate; false if none came in time. */
  public boolean awaitWriteAtGate(Duration limit) throws InterruptedException {
    return gateReached.await(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** What stood before the gate never gets through: whoever sent it is dead. */
  public void openGate() {
    writesLeft.set(NO_GATE);
  }

  private void take(HttpExchange exchange) {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (heldAtGate(exchange)) {
        closed.await();
      } else if (trouble.meets(exchange)) {
        suffered.incrementAndGet();
        suffer(exchange, body, trouble.fault());
      } else {
        HttpResponse<byte[]> answer = pass(exchange, body);
        reply(exchange, answer.statusCode(), answer.body());
      }
    } catch (IOException clientOrServerGone) {
      // The connection closes: that is what the client sees when the server is away.
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean heldAtGate(HttpExchange exchange) {
    boolean write = !exchange.getRequestMethod().equals("GET");
    boolean held = write && writesLeft.getAndUpdate(left -> left == NO_GATE || left == 0 ? left : left - 1) == 0;
    if (held) {
      gateReached.countDown();
    }
    return held;
  }

  private void suffer(HttpExchange exchange, byte[] body, Fault fault) throws IOException, InterruptedException {
    switch (fault) {
      case ERROR -> reply(exchange, 500, text("\"made to fail\""));
      case AWAY -> reply(exchange, 503, text("made to be away"));
      case REFUSAL -> reply(exchange, 400, text("\"made to refuse\""));
      case LOST_ANSWER -> pass(exchange, body);
      case HALF_ANSWER -> half(exchange, pass(exchange, body));
      case STALLED_ANSWER -> {
        half(exchange, pass(exchange, body));
        closed.await();
      }
      case LATE_REQUEST -> passLate(exchange, body);
      case LOST_REQUEST, NONE -> {
      }
    }
  }

  private void passLate(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
    late.incrementAndGet();
    try {
      if (!closed.await(delay.toMillis(), TimeUnit.MILLISECONDS)) {
        pass(exchange, body);
      }
    } finally {
      late.decrementAndGet();
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

  private static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private static void half(HttpExchange exchange, HttpResponse<byte[]> answer) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.statusCode(), Math.max(2, answer.body().length));
    exchange.getResponseBody().write(answer.body(), 0, answer.body().length / 2);
    exchange.getResponseBody().flush();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
    client.shutdownNow();
  }
}
