package dev.shizuka.catalog;

import dev.shizuka.catalog.ApprovalDirectory.Approved;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A source whose approvals come from a folder of their own. Approvals that the source itself declares do not count: whoever writes the
 * policies could write them too.
 */
public final class ApprovedSource implements CatalogSource {
  private static final Logger LOG = LoggerFactory.getLogger(ApprovedSource.class);
  /** Looks at most until the first catalog. */
  private static final int FIRST_LOOKS = 8;

  private final CatalogSource declared;
  private final Optional<ApprovalDirectory> directory;
  private final Duration pause;
  private final ScheduledExecutorService looks = Executors
      .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("approvals").factory());
  private Approved approved = Approved.NOTHING;
  private @Nullable Catalog latest;
  /** Whether what is approved is not given yet. */
  private boolean pending;

  /** @param directory without one nothing is approved */
  public ApprovedSource(CatalogSource declared, Optional<Path> directory, Duration pause) {
    this.declared = declared;
    this.directory = directory.map(ApprovalDirectory::new);
    this.pause = pause;
  }

  @Override
  public void start(Consumer<Catalog> listener) {
    directory.ifPresent(this::firstLooks);
    declared.start(catalog -> take(catalog, listener));
    directory.ifPresent(approvals -> looks.scheduleWithFixedDelay(() -> look(approvals, listener), pause.toNanos(),
        pause.toNanos(), TimeUnit.NANOSECONDS));
  }

  private void firstLooks(ApprovalDirectory approvals) {
    try {
      approved = approvals.look();
      for (int i = 1; i < FIRST_LOOKS && approvals.unsettled(); i++) {
        TimeUnit.NANOSECONDS.sleep(pause.toNanos());
        approved = approvals.look();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void take(Catalog catalog, Consumer<Catalog> listener) {
    latest = catalog;
    give(catalog, listener);
  }

  private void look(ApprovalDirectory approvals, Consumer<Catalog> listener) {
    try {
      take(read(approvals), listener);
    } catch (RuntimeException bug) {
      // Given again at the next look; a thread that ends would leave withdrawn approvals in force.
      LOG.error("The approvals were not taken", bug);
    }
  }

  private static Approved read(ApprovalDirectory approvals) {
    try {
      return approvals.look();
    } catch (RuntimeException bug) {
      LOG.error("A look at the approvals failed: nothing is approved", bug);
      return Approved.NOTHING;
    }
  }

  private synchronized void take(Approved now, Consumer<Catalog> listener) {
    Catalog catalog = latest;
    pending |= !now.equals(approved);
    approved = now;
    if (pending && catalog != null) {
      give(catalog, listener);
    }
  }

  private void give(Catalog catalog, Consumer<Catalog> listener) {
    List<Unreadable> misplaced = catalog.approvals().stream().map(ApprovedSource::misplaced).toList();
    List<Unreadable> told = Stream.concat(misplaced.stream(), approved.told().stream()).toList();
    listener.accept(catalog.approved(approved.approvals(), told));
    pending = false;
  }

  private static Unreadable misplaced(Declared<?> approval) {
    return new Unreadable(Optional.empty(), approval.origin(), new Problem("", "ApprovalMisplaced", approval.id()
        + " does not count here, where whoever writes the policy can write it too: put it into the folder that"
        + " --approvals names"));
  }

  @Override
  public Optional<Instant> unreadableSince() {
    return declared.unreadableSince();
  }

  @Override
  public void close() {
    looks.shutdownNow();
    declared.close();
  }
}
