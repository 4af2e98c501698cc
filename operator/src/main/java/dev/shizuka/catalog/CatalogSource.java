package dev.shizuka.catalog;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Where catalogs come from. The rest of the program cannot tell a directory from a cluster. */
public interface CatalogSource extends AutoCloseable {
  /**
   * Gives the first catalog before it returns, and each later one as things change, one at a time. A source that cannot be read
   * gives nothing: what was declared last stays declared.
   */
  void start(Consumer<Catalog> listener);

  /** Since when what is declared could not be read; empty while it can. What was read last may be out of date by that long. */
  default Optional<Instant> unreadableSince() {
    return Optional.empty();
  }

  @Override
  void close();
}
