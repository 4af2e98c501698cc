package dev.shizuka.testbed;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** The built distribution as a user starts it, in a process of its own. */
public final class Launcher implements AutoCloseable {
  private static final Path SHIZUKA = Path.of("target/shizuka/bin/shizuka").toAbsolutePath();
  private static final Pattern ADDRESS = Pattern.compile("http://[^ ]+:(\\d+)");

  private final Process process;
  private final Path output;

  private Launcher(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** What a command that ended by itself left. */
  public record Finished(int exitCode, String output) {}

  /** Starts a command that goes on; its output is gathered in the directory. */
  public static Launcher start(Path directory, String... arguments) throws IOException {
    return start(directory, Map.of(), arguments);
  }

  public static Launcher start(Path directory, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(SHIZUKA.toString()));
    command.addAll(List.of(arguments));
    return start(directory, environment, command);
  }

  /** The same program, started in another way. */
  public static Launcher start(Path directory, Map<String, String> environment, List<String> command)
      throws IOException {
    Path output = Files.createTempFile(directory, "shizuka", ".out");
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true)
        .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    return new Launcher(builder.start(), output);
  }

  /** Runs a command to its end. */
  public static Finished run(Path directory, String... arguments) throws IOException, InterruptedException {
    try (Launcher launcher = start(directory, arguments)) {
      return launcher.finish();
    }
  }

  /** Waits until it has ended by itself. */
  public Finished finish() throws IOException, InterruptedException {
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      throw new IllegalStateException("did not end within two minutes:\n" + output());
    }
    return new Finished(process.exitValue(), output());
  }

  public String output() throws IOException {
    return Files.readString(output);
  }

  /** Waits until its page is served. */
  public URI url() {
    Awaitility.await("the address in the output").atMost(Duration.ofSeconds(30)).failFast(() -> {
      if (!process.isAlive()) {
        throw new AssertionError("it ended before it served anything:\n" + output());
      }
    }).until(() -> ADDRESS.matcher(output()).find());
    try {
      Matcher matcher = ADDRESS.matcher(output());
      return URI.create("http://127.0.0.1:" + (matcher.find() ? matcher.group(1) : ""));
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  /** The text of a page it serves, such as {@code /metrics}. */
  public String get(String path) throws IOException, InterruptedException {
    return fetch(URI.create(url() + path));
  }

  /** The text behind a URL; anything but 200 is an error. */
  public static String fetch(URI url) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> response = client.send(HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(20)).build(),
          HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IOException(url + " answered " + response.statusCode() + ": " + response.body());
      }
      return response.body();
    }
  }

  /** The processes that it has started and that still run. */
  public List<ProcessHandle> children() {
    return process.descendants().toList();
  }

  public long pid() {
    return process.pid();
  }

  public boolean alive() {
    return process.isAlive();
  }

  /** {@code kill -9}. */
  public void kill() {
    process.destroyForcibly();
    await(10);
  }

  /** Sends a signal by its name, such as {@code STOP} and {@code CONT}; returns when it is sent. */
  public void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).inheritIO().start().waitFor();
  }

  /** How it ended, empty while it runs. */
  public OptionalInt exitCode() {
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  /** Ends it politely. */
  @Override
  public void close() {
    process.destroy();
    if (!await(20)) {
      kill();
    }
  }

  private boolean await(int seconds) {
    try {
      return process.waitFor(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
