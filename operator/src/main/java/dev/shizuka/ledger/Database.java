package dev.shizuka.ledger;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** One connection to the SQLite file, for one caller at a time. */
final class Database implements AutoCloseable {
  private final Path file;
  private final Connection connection;
  private final Jdbi jdbi;
  private final ReentrantLock lock = new ReentrantLock();

  private Database(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
    this.jdbi = Jdbi.create(connection);
  }

  /** Opens the file, makes it where there is none, and brings its tables up to date. */
  static Database open(Path file) {
    try {
      SQLiteDataSource source = source(file);
      Flyway.configure(Database.class.getClassLoader()).loggers(QuietFlyway.class.getName()).dataSource(source)
          .locations("classpath:db/migration").ignoreMigrationPatterns("").load().migrate();
      return new Database(file, source.getConnection());
    } catch (FlywayValidateException other) {
      throw new StoreException("the store " + file
          + " was written by a newer Shizuka, or its tables were changed by hand: use that version, or give another --data directory",
          other);
    } catch (FlywayException | SQLException failed) {
      throw new StoreException(
          "the store " + file + " cannot be opened: " + rootMessage(failed)
              + ". Check the file and its permissions; moved away, a new one is made and all counters start at zero",
          failed);
    }
  }

  /** FULL: a poll that was recorded survives even a power cut; one sync to disk a poll is cheap. */
  private static SQLiteDataSource source(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout(10_000);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }

  /** All or nothing. */
  <T> T inTransaction(HandleCallback<T, RuntimeException> work) {
    lock.lock();
    try {
      return jdbi.inTransaction(work);
    } catch (JdbiException failed) {
      throw new StoreException("the store " + file + " cannot be read or written: " + rootMessage(failed), failed);
    } finally {
      lock.unlock();
    }
  }

  /** All or nothing. */
  void useTransaction(Consumer<Handle> work) {
    inTransaction(handle -> {
      work.accept(handle);
      return true;
    });
  }

  private static String rootMessage(Throwable failed) {
    Throwable root = failed;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage()).lines().findFirst().orElse("");
  }

  @Override
  public void close() {
    lock.lock();
    try {
      connection.close();
    } catch (SQLException failed) {
      throw new StoreException("the store " + file + " cannot be closed: " + rootMessage(failed), failed);
    } finally {
      lock.unlock();
    }
  }
}
