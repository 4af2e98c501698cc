package dev.shizuka.ledger;

import dev.shizuka.catalog.Memory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/** Everything that survives a restart, in one SQLite file or a PostgreSQL. Safe for use by several threads. */
public final class Store implements AutoCloseable {
  private static final String INSTALLATION = "installation";
  private final Optional<StoreLock> lock;
  private final Database database;
  private final Memory memory;

  private Store(Optional<StoreLock> lock, Database database) {
    this.lock = lock;
    this.database = database;
    this.memory = new SqlMemory(database);
  }

  /** A store in a folder. */
  public static Store open(Path directory) {
    return open(new StoreAddress.Folder(directory));
  }

  /**
   * Opens a store, or makes one: a folder that is missing, tables that are missing.
   *
   * @throws StoreException where it is in use by another Shizuka, or cannot be made, read or written
   */
  public static Store open(StoreAddress address) {
    return open(address, UnaryOperator.identity());
  }

  /** @param between what stands between this and the database, for tests of faults */
  static Store open(StoreAddress address, UnaryOperator<DataSource> between) {
    Optional<StoreLock> lock = address instanceof StoreAddress.Folder(Path directory)
        ? Optional.of(locked(directory))
        : Optional.empty();
    try {
      return new Store(lock, Database.open(address, between));
    } catch (StoreException failed) {
      lock.ifPresent(StoreLock::close);
      throw failed;
    }
  }

  private static StoreLock locked(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException failed) {
      throw new StoreException("the store " + directory + " cannot be made: " + failed, failed);
    }
    return StoreLock.take(directory);
  }

  /**
   * The one ledger of this store; ask once.
   *
   * @param settle how long an alert must be absent until its episode closes
   */
  public Ledger ledger(Duration settle) {
    return ledger(new LedgerSettings(settle, ZoneOffset.UTC));
  }

  /** The one ledger of this store; ask once. */
  public Ledger ledger(LedgerSettings settings) {
    return new SqlLedger(database, settings, Tally.Limits.DEFAULT);
  }

  Database database() {
    return database;
  }

  /**
   * Puts the past into a store that holds no episodes yet; before its ledger is asked for.
   *
   * @throws StoreException where it holds some: what is in the sums already cannot be told from what is not
   */
  public void take(ClosedHistory history, LedgerSettings settings) {
    HistoryImport.into(database, settings, history);
  }

  /**
   * Whether nobody has opened it to write to it since this one did. While a folder is open nobody else can.
   *
   * @throws StoreException where it cannot be asked
   */
  public boolean newest() {
    return lock.isPresent() || database.newest();
  }

  public Memory memory() {
    return memory;
  }

  /** Which scheduled reports were delivered. */
  public ReportDeliveries reportDeliveries() {
    return new SqlReportDeliveries(database);
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
      lock.ifPresent(StoreLock::close);
    }
  }
}
