package dev.shizuka.cli;

import dev.shizuka.ledger.StoreException;
import java.io.PrintWriter;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/**
 * All commands. Exit codes: 0 good; 1 something declared was refused or is not in force (the rest is); 2 wrong usage or nothing reachable.
 */
@Command(name = "shizuka", description = "Keeps Prometheus and Alertmanager in step with declared alert rules, priorities and suppression "
    + "policies, and counts what the policies do.", subcommands = {LocalCommand.class, OperatorCommand.class,
        DemoCommand.class,
        RespondCommand.class, ReportCommand.class,
        VersionCommand.class, HelpCommand.class}, mixinStandardHelpOptions = true, versionProvider = Version.class)
public final class Shizuka {
  /** Something declared is not in force. */
  static final int NOT_IN_FORCE = 1;
  /** Wrong usage, or nothing reachable. */
  static final int UNUSABLE = 2;

  private Shizuka() {}

  /** Runs one command line and returns its exit code. */
  public static int run(String... arguments) {
    return run(new PrintWriter(System.out, true), new PrintWriter(System.err, true), arguments);
  }

  static int run(PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine line = new CommandLine(new Shizuka()).setOut(out).setErr(err);
    line.registerConverter(Duration.class, new DurationConverter());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler((exception, command, result) -> report(exception, command));
    return line.execute(arguments);
  }

  private static int report(Exception exception, CommandLine command) throws Exception {
    if (exception instanceof UnusableException || exception instanceof StoreException) {
      command.getErr().println("shizuka: " + exception.getMessage());
      return UNUSABLE;
    }
    throw exception;
  }
}
