package dev.shizuka.testbed;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import javax.net.ssl.SSLSocketFactory;

/**
 * Stands on loopback before a real API server, as its administrator, and does on command what API servers and the ways to them do at their
 * worst. Watches stream through it, web sockets or not. Lists come in pages of two, so that few objects are enough for many pages.
 */
public final class FaultyApiServer implements AutoCloseable {
  private static final int PAGE = 2;
  private static final int SLOW_MILLIS = 1500;
  private final ServerSocket server;
  private final URI target;
  private final SSLSocketFactory tls;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Set<Socket> watches = ConcurrentHashMap.newKeySet();
  private final AtomicInteger suffered = new AtomicInteger();
  private final AtomicInteger turn = new AtomicInteger();
  private volatile Fault fault = Fault.NONE;

  /** What becomes of a request. */
  public enum Fault {
    NONE(request -> false),
    /** Every connection closes without an answer. */
    AWAY(request -> true),
    /** Everything takes its time. */
    SLOW(request -> true),
    /** 429 with Retry-After, for every second request. */
    BUSY(request -> true),
    /** 500 for everything. */
    FAILING(request -> true),
    /** Watches end, and the next one from the same version is 410 Gone. */
    EXPIRED_WATCH(ApiRequest::watches),
    /** Watches begin and say 410 Gone in their first event. */
    EXPIRED_EVENT(ApiRequest::watches),
    /** Watches begin and say in their first event that something failed. */
    FAILED_EVENT(ApiRequest::watches),
    /** Whatever is updated was updated by somebody else. */
    CONFLICT(ApiRequest::updates),
    /** Lists are asked for anew, and what comes after their first page is 500. */
    FAILING_PAGE(request -> request.watches() || request.goesOn()),
    /** The same, and it is 410 Gone. */
    EXPIRED_PAGE(request -> request.watches() || request.goesOn()),
    /** The same, and the connection breaks in the middle of it. */
    HALF_PAGE(request -> request.watches() || request.goesOn());

    private final Predicate<ApiRequest> met;

    Fault(Predicate<ApiRequest> met) {
      this.met = met;
    }

    /** Whether lists break off; the watches that expire only make the client ask for lists. */
    private boolean pages() {
      return this == FAILING_PAGE || this == EXPIRED_PAGE || this == HALF_PAGE;
    }
  }

  public FaultyApiServer(Config administrator) throws IOException, GeneralSecurityException {
    target = URI.create(administrator.getMasterUrl());
    tls = SSLUtils.sslContext(administrator).getSocketFactory();
    server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  /** Writes a file for {@code KUBECONFIG} that leads here. */
  public Path kubeconfig(Path file) throws IOException {
    return Files.writeString(file, """
        apiVersion: v1
        kind: Config
        current-context: faulty
        clusters: [{name: faulty, cluster: {server: "http://127.0.0.1:%d"}}]
        contexts: [{name: faulty, context: {cluster: faulty, user: somebody}}]
        users: [{name: somebody, user: {}}]
        """.formatted(server.getLocalPort()));
  }

  /** From now on requests suffer that; whatever is on its way, or only the watches, ends now. */
  public void inflict(Fault next) {
    suffered.set(0);
    fault = next;
    (next == Fault.AWAY ? open : watches).forEach(FaultyApiServer::end);
  }

  public void heal() {
    fault = Fault.NONE;
  }

  /** How many requests have met the fault since it was inflicted; of a fault of pages, how many pages. */
  public int suffered() {
    return suffered.get();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        threads.execute(() -> take(client));
      } catch (IOException closed) {
        // The loop's condition says whether that was the end.
      }
    }
  }

  private void take(Socket client) {
    open.add(client);
    try (client) {
      InputStream in = new BufferedInputStream(client.getInputStream());
      ApiRequest request = ApiRequest.read(in);
      Fault now = fault;
      if (now.met.test(request)) {
        if (!now.pages() || request.goesOn()) {
          suffered.incrementAndGet();
        }
        suffer(now, request, new Caller(client, in));
      } else {
        pass(request, new Caller(client, in), false);
      }
    } catch (IOException gone) {
      // The connection closes: that is what the client sees when the server is away.
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(client);
      watches.remove(client);
    }
  }

  /** Who asks, and what is left to read of the question. */
  private record Caller(Socket socket, InputStream in) {}

  private void suffer(Fault now, ApiRequest request, Caller caller) throws IOException, InterruptedException {
    switch (now) {
      case BUSY -> {
        if (turn.incrementAndGet() % 2 == 0) {
          pass(request, caller, false);
        } else {
          refuse(caller, request, 429);
        }
      }
      case SLOW -> {
        Thread.sleep(SLOW_MILLIS);
        pass(request, caller, false);
      }
      case EXPIRED_EVENT -> tell(caller.socket(), request, 410);
      case FAILED_EVENT -> tell(caller.socket(), request, 500);
      case FAILING -> refuse(caller, request, 500);
      case CONFLICT -> refuse(caller, request, 409);
      case EXPIRED_WATCH, EXPIRED_PAGE -> refuse(caller, request, 410);
      case FAILING_PAGE -> refuse(caller, request, request.watches() ? 410 : 500);
      case HALF_PAGE -> halfOf(caller, request);
      case AWAY, NONE -> {
      }
    }
  }

  private void halfOf(Caller caller, ApiRequest request) throws IOException {
    if (request.watches()) {
      refuse(caller, request, 410);
    } else {
      pass(request, caller, true);
    }
  }

  private void pass(ApiRequest request, Caller caller, boolean half) throws IOException {
    try (Socket upstream = tls.createSocket(target.getHost(), target.getPort())) {
      OutputStream out = upstream.getOutputStream();
      out.write(request.passedOn(PAGE));
      out.flush();
      if (request.watches()) {
        watches.add(caller.socket());
      }
      threads.execute(() -> pump(caller.in(), out, upstream));
      if (half) {
        byte[] answer = upstream.getInputStream().readAllBytes();
        caller.socket().getOutputStream().write(answer, 0, answer.length - answer.length / 4);
      } else {
        upstream.getInputStream().transferTo(caller.socket().getOutputStream());
      }
    }
  }

  /** Flushes what it reads at once; when the client is gone, so is its request. */
  private static void pump(InputStream in, OutputStream out, Socket upstream) {
    try {
      in.transferTo(out);
      upstream.close();
    } catch (IOException gone) {
      end(upstream);
    }
  }

  private static void refuse(Caller caller, ApiRequest request, int code) throws IOException {
    caller.in().readNBytes(request.length());
    byte[] body = status(code).getBytes(StandardCharsets.UTF_8);
    OutputStream out = caller.socket().getOutputStream();
    out.write(("HTTP/1.1 " + code + " Made to fail\r\nContent-Type: application/json\r\nContent-Length: " + body.length
        + "\r\n" + (code == 429 ? "Retry-After: 1\r\n" : "") + "Connection: close\r\n\r\n")
        .getBytes(StandardCharsets.ISO_8859_1));
    out.write(body);
    out.flush();
  }

  /** Takes the watch, by way of the real server for the sake of the handshake, and ends it with one event. */
  private void tell(Socket client, ApiRequest request, int code) throws IOException {
    if (!request.upgrades()) {
      OutputStream out = client.getOutputStream();
      out.write(("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n" + event(code) + "\n")
          .getBytes(StandardCharsets.UTF_8));
      out.flush();
      return;
    }
    try (Socket upstream = tls.createSocket(target.getHost(), target.getPort())) {
      upstream.getOutputStream().write(request.passedOn(PAGE));
      upstream.getOutputStream().flush();
      OutputStream out = client.getOutputStream();
      out.write(head(upstream.getInputStream()));
      byte[] text = event(code).getBytes(StandardCharsets.UTF_8);
      // A text frame of a server: RFC 6455, 5.2.
      out.write(new byte[]{(byte) 0x81, 126, (byte) (text.length >> 8), (byte) text.length});
      out.write(text);
      // A close frame.
      out.write(new byte[]{(byte) 0x88, 2, 3, (byte) 0xe8});
      out.flush();
      client.getInputStream().transferTo(OutputStream.nullOutputStream());
    }
  }

  private static byte[] head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.read());
    }
    return head.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String event(int code) {
    return "{\"type\":\"ERROR\",\"object\":" + status(code) + "}";
  }

  private static String status(int code) {
    return """
        {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"made to fail","reason":"%s","code":%d}"""
        .formatted(switch (code) {
          case 409 -> "Conflict";
          case 410 -> "Expired";
          case 429 -> "TooManyRequests";
          default -> "InternalError";
        }, code);
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException gone) {
      // It is closed, then.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    open.forEach(FaultyApiServer::end);
    threads.shutdownNow();
  }
}
