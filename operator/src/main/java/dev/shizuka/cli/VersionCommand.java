package dev.shizuka.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code shizuka version}. */
@Command(name = "version", description = "Prints the version.", mixinStandardHelpOptions = true)
final class VersionCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // by picocli
  private CommandSpec spec;
  @Mixin
  private final OutputOption output = new OutputOption();

  @Override
  public void run() {
    Map<String, String> version = Map.of("version", Version.text());
    spec.commandLine().getOut().println(output.json() ? Json.text(version) : new Version().getVersion()[0]);
  }
}
