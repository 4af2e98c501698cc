package dev.shizuka.cli;

import dev.shizuka.cli.inbound.ResponseApi;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** {@code /metrics}, {@code /healthz}, {@code /readyz} and the page, which only read; and what takes responses. */
final class WebServer implements AutoCloseable {
  static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";
  /** Nothing but our own style sheet; no scripts at all, so that no label value can be one. */
  private static final String POLICY = "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none';"
      + " frame-ancestors 'none'";

  private final Settings settings;
  private final Javalin server;
  private final String style = style();

  /**
   * @param port 0 for any free one
   * @param metrics Prometheus' text format 0.0.4
   * @param notReady what is missing, as a sentence; empty when ready
   * @param responses endpoints that take something; empty for none
   */
  record Settings(String host, int port, Supplier<String> metrics, Supplier<Optional<String>> notReady,
      Supplier<PageView> page, Optional<ResponseApi> responses) {
    Settings(String host, int port, Supplier<String> metrics, Supplier<Optional<String>> notReady,
        Supplier<PageView> page) {
      this(host, port, metrics, notReady, page, Optional.empty());
    }
  }

  private WebServer(Settings settings) {
    this.settings = settings;
    this.server = small((config, threads) -> settings.responses()
        .ifPresent(responses -> responses.prepare(config, threads)));
    server.get("/metrics", context -> context.contentType(METRICS).result(settings.metrics().get()));
    server.get("/healthz", context -> context.contentType("text/plain; charset=utf-8").result("ok\n"));
    server.get("/readyz", this::ready);
    server.get("/style.css", context -> context.contentType("text/css; charset=utf-8").result(style));
    server.get("/", context -> context.contentType("text/html; charset=utf-8")
        .result(Page.render(settings.page().get())));
    settings.responses().ifPresent(responses -> responses.serve(server));
  }

  /** @throws UnusableException if nobody can listen there */
  static WebServer start(Settings settings) {
    WebServer web = new WebServer(settings);
    start(web.server, settings.host(), settings.port());
    return web;
  }

  /** A server without pages, for a few requests at a time. */
  static Javalin small() {
    return small((config, threads) -> {});
  }

  private static Javalin small(BiConsumer<JavalinConfig, QueuedThreadPool> more) {
    Javalin server = Javalin.create(config -> {
      config.showJavalinBanner = false;
      config.startupWatcherEnabled = false;
      config.http.generateEtags = false;
      // Requests are few; Jetty itself takes three for its own work.
      QueuedThreadPool threads = new QueuedThreadPool(8, 4);
      config.jetty.threadPool = threads;
      more.accept(config, threads);
    });
    server.before(WebServer::secure);
    return server;
  }

  /** @throws UnusableException if nobody can listen there */
  static void start(Javalin server, String host, int port) {
    try {
      server.start(host, port);
    } catch (JavalinBindException taken) {
      server.stop();
      throw new UnusableException("cannot listen on " + host + ":" + port
          + ": another program has the port, or the address is not this machine's; choose another one with --listen");
    }
  }

  /** The port it listens on. */
  int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.stop();
  }

  private void ready(Context context) {
    Optional<String> missing = settings.notReady().get();
    context.status(missing.isPresent() ? 503 : 200).contentType("text/plain; charset=utf-8")
        .result(missing.orElse("ready") + "\n");
  }

  private static void secure(Context context) {
    context.header("Content-Security-Policy", POLICY).header("X-Content-Type-Options", "nosniff")
        .header("Referrer-Policy", "no-referrer").header("Cache-Control", "no-store");
  }

  private static String style() {
    try (InputStream in = Objects.requireNonNull(WebServer.class.getResourceAsStream("page.css"), "page.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException("page.css in the program's own jar", broken);
    }
  }
}
