package dev.shizuka.cli;

import java.io.IOException;
import java.net.BindException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server started as a child: ready once its URL answers, gone when closed. */
public final class ServerProcess implements AutoCloseable {
  private final Process process;
  private final URI url;
  private final Path log;

  private ServerProcess(Process process, URI url, Path log) {
    this.process = process;
    this.url = url;
    this.log = log;
  }

  /**
   * Starts a server and waits until {@code url + readyPath} answers 200.
   *
   * @throws IOException if it ends or is not ready in a minute; the message ends with the last lines of its log
   */
  public static ServerProcess start(List<String> command, URI url, String readyPath, Path log) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
    ServerProcess server = new ServerProcess(process, url, log);
    try {
      server.awaitReady(URI.create(url + readyPath));
    } catch (IOException | RuntimeException notReady) {
      server.kill();
      throw notReady;
    }
    return server;
  }

  /**
   * A binary by name: in {@code SHIZUKA_TESTBED}/bin, where {@code testbed/build} leaves it, or on {@code PATH}.
   */
  public static Optional<Path> find(String name) {
    String cache = Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
        .orElse(System.getProperty("user.home") + "/.cache");
    String testbed = Optional.ofNullable(System.getenv("SHIZUKA_TESTBED")).orElse(cache + "/shizuka/testbed");
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.concat(Stream.of(testbed + "/bin"), Stream.of(path.split(":"))).map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable).findFirst();
  }

  /** A port that nobody listens on at this moment; below those that the system gives to outgoing connections. */
  public static int freePort() throws IOException {
    for (int tries = 0; tries < 100; tries++) {
      int port = ThreadLocalRandom.current().nextInt(15_000, 32_000);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException taken) {
        // another one, then
      }
    }
    throw new IOException("no free port between 15000 and 32000");
  }

  public URI url() {
    return url;
  }

  public Path log() {
    return log;
  }

  public boolean alive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  /** Ends it without a chance to tidy up, as {@code kill -9} does. */
  public void kill() {
    process.destroyForcibly();
    await(Duration.ofSeconds(10));
  }

  @Override
  public void close() {
    process.destroy();
    if (!await(Duration.ofSeconds(5))) {
      kill();
    }
  }

  private boolean await(Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void awaitReady(URI ready) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (!answers(ready)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IOException(
            "the server at " + url + " did not become ready; its log " + log + " ends with:\n" + tail());
      }
      await(Duration.ofMillis(50));
    }
  }

  private static boolean answers(URI ready) {
    try {
      HttpURLConnection connection = (HttpURLConnection) ready.toURL().openConnection();
      connection.setConnectTimeout(1000);
      connection.setReadTimeout(1000);
      return connection.getResponseCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private String tail() throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
  }
}
