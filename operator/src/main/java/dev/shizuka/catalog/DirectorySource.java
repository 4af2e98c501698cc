package dev.shizuka.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a directory of YAML by looking at it again and again: that also works on network file systems and mounted ConfigMaps,
 * where no watch tells anything. What was last read of each file is remembered under the topic {@code files}.
 */
public final class DirectorySource implements CatalogSource {
  private static final Logger LOG = LoggerFactory.getLogger(DirectorySource.class);
  private static final String TOPIC = "files";
  /** Looks at most until the first catalog: as many as a file is tried that is cut. */
  private static final int FIRST_LOOKS = 8;
  /** A look that is late by so many pauses hangs or fails: a network file system that does not answer throws nothing. */
  private static final int LATE_LOOKS = 50;

  private final Path root;
  private final Settings settings;
  private final DirectoryFiles files;
  private final ScheduledExecutorService looks = Executors
      .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("directory").factory());
  private Map<String, String> remembered;
  private Catalog kept;
  private @Nullable Catalog given;
  private volatile @Nullable Instant away;
  /** When the last look came to a good end. */
  private volatile Instant looked = Instant.now();
  /** Whether something read is not given or not stored yet. */
  private boolean pending;

  /**
   * @param pause between two looks at the directory; half a second is plenty
   * @param allowEmpty whether a directory without any objects means that none are declared, and not that it is not mounted
   */
  public record Settings(Duration pause, boolean allowEmpty, Memory memory) {}

  public DirectorySource(Path root, Settings settings) {
    this.root = root;
    this.settings = settings;
    this.remembered = new TreeMap<>(settings.memory().recallAll(TOPIC));
    this.files = new DirectoryFiles(remembered);
    this.kept = CatalogBuilder.build(files.readings());
  }

  /** @throws IllegalArgumentException if the directory cannot be listed; the message is for the user */
  @Override
  public void start(Consumer<Catalog> listener) {
    if (!Files.isDirectory(root)) {
      throw new IllegalArgumentException(root + " is not a directory: give the directory that holds the YAML");
    }
    try {
      files.look(Scan.of(root), this::read, Instant.now());
      for (int i = 1; i < FIRST_LOOKS && files.unsettled(); i++) {
        TimeUnit.NANOSECONDS.sleep(settings.pause().toNanos());
        files.look(Scan.of(root), this::read, Instant.now());
      }
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(root + " cannot be listed (" + unreadable + "): check who may read it",
          unreadable);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading " + root, interrupted);
    }
    pending = !give(listener);
    looked = Instant.now();
    long pause = settings.pause().toNanos();
    looks.scheduleWithFixedDelay(() -> look(listener), pause, pause, TimeUnit.NANOSECONDS);
  }

  @Override
  public Optional<Instant> unreadableSince() {
    Instant gone = away;
    Instant last = looked;
    boolean stuck = Duration.between(last, Instant.now()).compareTo(settings.pause().multipliedBy(LATE_LOOKS)) > 0;
    return gone != null ? Optional.of(gone) : stuck ? Optional.of(last) : Optional.empty();
  }

  @Override
  public void close() {
    looks.shutdownNow();
    try {
      if (!looks.awaitTermination(10, TimeUnit.SECONDS)) {
        LOG.warn("Still busy with {}", root);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(Consumer<Catalog> listener) {
    try {
      boolean changed = files.look(Scan.of(root), this::read, Instant.now());
      if (away != null) {
        LOG.info("{} can be listed again", root);
        away = null;
      }
      if (changed || pending) {
        pending = true;
        pending = !give(listener);
      }
      looked = Instant.now();
    } catch (IOException unreadable) {
      if (away == null) {
        LOG.warn("{} cannot be listed ({}): what was declared last stays declared", root, unreadable.toString());
        away = Instant.now();
      }
    } catch (RuntimeException bug) {
      // The next look may fare better; a thread that ends would leave every later edit unseen.
      LOG.error("A look at {} failed", root, bug);
    }
  }

  /** Whether all of it is stored. */
  private boolean give(Consumer<Catalog> listener) {
    Catalog read = CatalogBuilder.build(files.readings());
    boolean empty = declaresNothing(read) && !settings.allowEmpty();
    Catalog next = empty ? withoutPolicies(kept, read) : read;
    boolean stored = true;
    if (!empty) {
      kept = read;
      stored = remember(files.whole());
    }
    if (!next.equals(given)) {
      listener.accept(next);
      given = next;
    }
    return stored;
  }

  private FileText read(String path) {
    return FileText.read(root.resolve(path));
  }

  private boolean remember(Map<String, String> whole) {
    Map<String, String> changed = new TreeMap<>(whole);
    changed.entrySet().removeIf(entry -> entry.getValue().equals(remembered.get(entry.getKey())));
    List<String> forgotten = remembered.keySet().stream().filter(path -> !whole.containsKey(path)).toList();
    if (changed.isEmpty() && forgotten.isEmpty()) {
      return true;
    }
    try {
      settings.memory().remember(TOPIC, changed, forgotten);
      remembered = whole;
      return true;
    } catch (RuntimeException full) {
      // Tried again at the next look; what is declared counts meanwhile.
      LOG.warn("What was read from {} could not be stored: {}", root, full.toString());
      return false;
    }
  }

  private static boolean declaresNothing(Catalog catalog) {
    return catalog.ruleGroups().isEmpty() && catalog.priorities().isEmpty() && catalog.policies().isEmpty()
        && catalog.backends().isEmpty() && catalog.reports().isEmpty();
  }

  /** DESIGN, "How rules are delivered", 6: an empty directory is more often one that is not mounted than one that is meant. */
  private static Catalog withoutPolicies(Catalog kept, Catalog read) {
    if (declaresNothing(kept)) {
      return read;
    }
    List<Unreadable> told = new ArrayList<>(read.unreadable());
    told.add(new Unreadable(Optional.empty(), new Origin(".", Map.of("", 1)), new Problem("", "EmptyDirectory",
        "the directory holds no object any more: rules, priorities and backends stay as they were, policies have ended; if that is"
            + " meant, start with --allow-empty")));
    return new Catalog(kept.ruleGroups(), kept.priorities(), List.of(), kept.backends(), kept.namespaces(), told,
        List.of(), kept.reports());
  }
}
