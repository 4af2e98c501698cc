package dev.shizuka.cli;

import dev.shizuka.catalog.ApprovedSource;
import dev.shizuka.catalog.CatalogSource;
import dev.shizuka.catalog.DirectorySource;
import dev.shizuka.ledger.Store;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code shizuka local DIR}: the engine on a directory of YAML. */
@Command(name = "local", description = "Follows a directory of YAML: no cluster needed.", mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class LocalCommand implements Callable<Integer> {
  private static final Duration SCAN = Duration.ofMillis(250);

  @Parameters(paramLabel = "DIR", description = "Folder of YAML files, read with all folders below it")
  private Path directory;
  @Option(names = "--once", description = "Sync once and stop: exit code 1 if something declared is not in force")
  private boolean once;
  @Option(names = "--listen", defaultValue = "127.0.0.1:9876", converter = ListenOption.Converter.class, paramLabel = "HOST:PORT", description = "Where /metrics, /healthz, /readyz and the page are (default: ${DEFAULT-VALUE})")
  private ListenOption listen;
  @Option(names = "--allow-empty", description = "Take a readable directory without documents at its word: remove all rules")
  private boolean allowEmpty;
  @Option(names = "--approvals", paramLabel = "DIR", description = "Folder of SuppressionApproval documents, which authors of policies cannot write; without it no approval counts")
  private @Nullable Path approvals;
  @Mixin
  private RunOptions options;
  @Mixin
  private OutputOption output;
  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    options.check();
    if (!Files.isDirectory(directory)) {
      throw new UnusableException(
          directory + " is not a folder that can be read: name the folder that holds the YAML files");
    }
    PrintWriter out = spec.commandLine().getOut();
    Announcer announcer = new Announcer(out, output.json());
    try (Stop stop = Stop.listen();
        Store store = once ? Store.open(options.store()) : StoreAtStart.open(options.store(), announcer, stop)) {
      return run(store, announcer, stop);
    }
  }

  private int run(Store store, Announcer announcer, Stop stop) throws InterruptedException {
    try (Program program = new Program(store, options, Program.Surroundings.host(Optional.ofNullable(approvals)));
        CatalogSource source = new ApprovedSource(
            new DirectorySource(directory, new DirectorySource.Settings(SCAN, allowEmpty, store.memory())),
            Optional.ofNullable(approvals), SCAN)) {
      if (once) {
        return Once.sync(program.engine(), source, announcer, stop);
      }
      program.engine().listen(announcer);
      program.makeReports();
      try (WebServer web = program.serve(listen)) {
        announcer.say(listen.shows(web.port()));
        program.engine().follow(source);
        stop.await();
      }
      return 0;
    } catch (IllegalArgumentException unlistable) {
      throw new UnusableException(String.valueOf(unlistable.getMessage()));
    }
  }
}
