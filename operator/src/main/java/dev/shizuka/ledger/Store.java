package dev.shizuka.ledger;

import dev.shizuka.catalog.Memory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

/** Everything that survives a restart, in one SQLite file, {@code shizuka.db}. One process at a time. Safe for use by several threads. */
public final class Store implements AutoCloseable {
  private static final String INSTALLATION = "installation";
  private final StoreLock lock;
  private final Database database;
  private final Memory memory;

  private Store(StoreLock lock, Database database) {
    this.lock = lock;
    this.database = database;
    this.memory = new SqlMemory(database);
  }

  /**
   * Opens a store, or makes one.
   *
   * @param directory made where it is missing
   * @throws StoreException where it is in use by another Shizuka, or cannot be made, read or written
   */
  public static Store open(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException failed) {
      throw new StoreException("the store " + directory + " cannot be made: " + failed, failed);
    }
    StoreLock lock = StoreLock.take(directory);
    try {
      return new Store(lock, Database.open(directory.resolve("shizuka.db")));
    } catch (StoreException failed) {
      lock.close();
      throw failed;
    }
  }

  /**
   * The one ledger of this store; ask once.
   *
   * @param settle how long an alert must be absent until its episode closes
   */
  public Ledger ledger(Duration settle) {
    return new SqlLedger(database, settle, Tally.Limits.DEFAULT);
  }

  public Memory memory() {
    return memory;
  }

  /**
   * The name that tells this installation's silences from others': made once, eight lowercase hex digits, and kept.
   *
   * @param wanted taken and kept instead
   */
  public String installation(Optional<String> wanted) {
    Optional<String> stored = memory.recall(INSTALLATION, "name");
    if (wanted.isEmpty() && stored.isPresent()) {
      return stored.get();
    }
    String name = wanted.orElseGet(() -> {
      byte[] random = new byte[4];
      new SecureRandom().nextBytes(random);
      return HexFormat.of().formatHex(random);
    });
    memory.remember(INSTALLATION, "name", name);
    return name;
  }

  @Override
  public void close() {
    try {
      database.close();
    } finally {
      lock.close();
    }
  }
}
