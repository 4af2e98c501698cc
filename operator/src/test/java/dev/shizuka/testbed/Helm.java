package dev.shizuka.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The real helm, with a cache and a configuration of its own. */
public final class Helm {
  /** The version that charts are rendered for where no cluster is asked. */
  public static final String KUBE_VERSION = "--kube-version=1.36.3";

  private final Path directory;
  private final Path kubeconfig;

  /** @param kubeconfig need not exist for what asks no cluster */
  public Helm(Path directory, Path kubeconfig) throws IOException {
    this.directory = Files.createDirectories(directory);
    this.kubeconfig = kubeconfig;
  }

  /** What helm said: with both outputs in one where it failed. */
  public record Said(int code, String text) {
    public boolean ok() {
      return code == 0;
    }
  }

  /** Runs it to its end, for two minutes at most. */
  public Said run(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(Testbed.binary("helm").toString()));
    command.addAll(arguments);
    Path output = Files.createTempFile(directory, "helm", ".out");
    Path errors = Files.createTempFile(directory, "helm", ".err");
    ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
    builder.environment()
        .putAll(Map.of("KUBECONFIG", kubeconfig.toString(), "HELM_CACHE_HOME", directory.resolve("cache").toString(),
            "HELM_CONFIG_HOME", directory.resolve("config").toString(), "HELM_DATA_HOME",
            directory.resolve("data").toString()));
    Process process = builder.start();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    int code = process.waitFor();
    return new Said(code, Files.readString(output) + (code == 0 ? "" : Files.readString(errors)));
  }

  /** What it says on its standard output; an error if it fails. */
  public String did(String... arguments) throws IOException, InterruptedException {
    Said said = run(List.of(arguments));
    if (!said.ok()) {
      throw new IOException("helm " + String.join(" ", arguments) + " ended with " + said.code() + ":\n" + said.text());
    }
    return said.text();
  }
}
