package dev.shizuka.cli;

import dev.shizuka.catalog.ApprovedSource;
import dev.shizuka.catalog.CatalogSource;
import dev.shizuka.catalog.DirectorySource;
import dev.shizuka.cli.demo.DemoReader;
import dev.shizuka.cli.demo.DemoScreen;
import dev.shizuka.cli.demo.DemoView;
import dev.shizuka.cli.demo.DemoWorld;
import dev.shizuka.ledger.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code shizuka demo}: a small made-up estate, real servers, and what Shizuka makes of it. */
@Command(name = "demo", description = "Shows what Shizuka does, on a made-up estate with a real Prometheus and Alertmanager.", mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class DemoCommand implements Callable<Integer> {
  @Option(names = "--data", description = "Folder of everything the demo writes (default: one of its own, removed at the end; with --history it stays)")
  private @Nullable Path data;
  @Option(names = "--listen", defaultValue = "127.0.0.1:9876", converter = ListenOption.Converter.class, paramLabel = "HOST:PORT", description = "Where /metrics and the page are (default: ${DEFAULT-VALUE})")
  private ListenOption listen;

  @Option(names = "--approvals", paramLabel = "DIR", description = "Folder of SuppressionApproval documents, which authors of policies cannot write (default: those of the examples)")
  private @Nullable Path approvals;

  @Option(names = "--history", description = "Makes up a year of operations instead, and the noise report on it: starts no server, and ends when that is written")
  private boolean history;
  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    LogFormat.withoutChanges();
    if (history) {
      Path folder = data == null ? Files.createTempDirectory("shizuka-history") : data;
      new HistoryDemo(folder, spec.commandLine().getOut()).run(Instant.now());
      return 0;
    }
    try (Stop stop = Stop.listen()) {
      Path directory = data == null ? Files.createTempDirectory("shizuka-demo") : data;
      try (DemoWorld world = start(directory)) {
        run(world, directory, stop);
      } finally {
        if (data == null) {
          remove(directory);
        }
      }
    }
    return 0;
  }

  private static DemoWorld start(Path directory) {
    System.err.println("Starting Prometheus, Alertmanager and the estate …");
    try {
      return DemoWorld.start(directory);
    } catch (IOException failed) {
      throw new UnusableException(String.valueOf(failed.getMessage()));
    }
  }

  private void run(DemoWorld world, Path directory, Stop stop) throws IOException, InterruptedException {
    RunOptions options = RunOptions.of(directory.resolve("store"), Duration.ofSeconds(2), Duration.ofSeconds(5),
        Duration.ofSeconds(12));
    Optional<Path> approved = Optional.of(approvals == null ? world.approvalsDirectory() : approvals);
    try (Store store = Store.open(options.store());
        Program program = new Program(store, options, Program.Surroundings.host(approved));
        CatalogSource source = new ApprovedSource(
            new DirectorySource(world.catalogDirectory(),
                new DirectorySource.Settings(Duration.ofMillis(500), false, store.memory())),
            approved, Duration.ofMillis(500));
        WebServer web = program.serve(listen);
        ScheduledExecutorService drawing = Executors.newSingleThreadScheduledExecutor()) {
      program.engine().follow(source);
      DemoReader reader = new DemoReader(world.pager(), addresses(world, web.port()), Instant.now());
      DemoScreen screen = DemoScreen.on(System.out, System.console() != null, System.getenv());
      long pace = screen.pace().toMillis();
      drawing.scheduleAtFixedRate(() -> screen.draw(view(reader, program)), 0, pace, TimeUnit.MILLISECONDS);
      stop.await();
      drawing.shutdownNow();
    }
  }

  private static DemoView view(DemoReader reader, Program program) {
    return reader.read(program.engine().results(), program.ledger(), Instant.now());
  }

  private List<DemoView.Address> addresses(DemoWorld world, int port) {
    String own = "http://" + listen.host() + ":" + port;
    return List.of(new DemoView.Address("page", own + "/"), new DemoView.Address("metrics", own + "/metrics"),
        new DemoView.Address("Prometheus", world.prometheusUrl() + "/alerts"),
        new DemoView.Address("Alertmanager", world.alertmanagerUrl().toString()),
        new DemoView.Address("declared", world.catalogDirectory().toString()));
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
