package dev.shizuka.catalog;

import java.util.function.Consumer;

/** Where catalogs come from. The rest of the program cannot tell a directory from a cluster. */
public interface CatalogSource extends AutoCloseable {
  /**
   * Gives the first catalog before it returns, and each later one as things change, one at a time. A source that cannot be read
   * gives nothing: what was declared last stays declared.
   */
  void start(Consumer<Catalog> listener);

  @Override
  void close();
}
