package dev.shizuka.ledger;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * The tables, for one caller at a time. Whoever opens them last is the one that writes: each opening takes the next epoch, and a transaction
 * that writes holds only while its epoch is the last (DESIGN §6), so that a process that was paused and taken for dead can do no harm when it wakes.
 */
final class Database implements AutoCloseable {
  /** Shorter than a Lease lasts. */
  private static final String PATIENCE = "SET LOCAL idle_in_transaction_session_timeout = '6s'";
  private final StoreAddress address;
  private final HikariDataSource connections;
  private final Jdbi jdbi;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile long epoch;
  private volatile boolean writable = true;

  private Database(StoreAddress address, HikariDataSource connections, UnaryOperator<DataSource> between) {
    this.address = address;
    this.connections = connections;
    this.jdbi = Jdbi.create(between.apply(connections));
  }

  /** Opens the database, brings its tables up to date, and takes the next epoch. */
  static Database open(StoreAddress address) {
    return open(address, UnaryOperator.identity());
  }

  /** @param between what stands between this and the pool, for tests of faults */
  static Database open(StoreAddress address, UnaryOperator<DataSource> between) {
    HikariDataSource connections = connect(address);
    try {
      tables(connections).migrate();
      Database database = new Database(address, connections, between);
      database.takeOver();
      return database;
    } catch (FlywayValidateException other) {
      connections.close();
      throw new StoreException("the store " + address.title()
          + " was written by a newer Shizuka, or its tables were changed by hand: use that version, or give another store",
          other);
    } catch (FlywayException | StoreException failed) {
      connections.close();
      throw cannotOpen(address, failed);
    }
  }

  /** Opens the database as it is: takes no epoch and changes no table, so that whoever writes to it is not disturbed. */
  static Database forReading(StoreAddress address) {
    HikariDataSource connections = connect(address);
    try {
      tables(connections).validate();
      return new Database(address, connections, UnaryOperator.identity());
    } catch (FlywayValidateException other) {
      connections.close();
      throw new StoreException("the tables of the store " + address.title()
          + " are not those of this version of Shizuka: use the version that runs on it, or run this one on it first",
          other);
    } catch (FlywayException failed) {
      connections.close();
      throw cannotOpen(address, failed);
    }
  }

  private static Flyway tables(HikariDataSource connections) {
    return Flyway.configure(Database.class.getClassLoader()).loggers(QuietFlyway.class.getName())
        .dataSource(connections).locations("classpath:db/migration").ignoreMigrationPatterns("").load();
  }

  private static HikariDataSource connect(StoreAddress address) {
    try {
      return Connections.open(address);
    } catch (PoolInitializationException failed) {
      throw cannotOpen(address, failed);
    }
  }

  private static StoreException cannotOpen(StoreAddress address, Exception failed) {
    return new StoreException(
        "the store " + address.title() + " cannot be opened: " + rootMessage(failed) + ". " + address.advice(), failed);
  }

  /** Makes this the one that writes; whoever did before cannot any more. */
  void takeOver() {
    epoch = inTransaction(handle -> {
      bePatient(handle);
      handle.execute("UPDATE writer SET epoch = epoch + 1");
      return handle.createQuery("SELECT epoch FROM writer").mapTo(Long.class).one();
    });
  }

  /** Whether nobody has taken over since; asked beside whatever else is done here, so that the answer comes soon. */
  boolean newest() {
    try {
      return jdbi.withHandle(handle -> handle.createQuery("SELECT epoch FROM writer").mapTo(Long.class).one()) == epoch;
    } catch (JdbiException failed) {
      throw unusable(failed);
    }
  }

  /** A process that is paused in the middle of a transaction holds the row: it must not keep the next one from taking over. */
  private void bePatient(Handle handle) {
    if (address instanceof StoreAddress.Postgres) {
      handle.execute(PATIENCE);
    }
  }

  /** All or nothing. */
  <T> T inTransaction(HandleCallback<T, RuntimeException> work) {
    lock.lock();
    try {
      return jdbi.inTransaction(work);
    } catch (JdbiException failed) {
      throw unusable(failed);
    } finally {
      lock.unlock();
    }
  }

  private StoreException unusable(JdbiException failed) {
    return new StoreException("the store " + address.title() + " cannot be read or written: " + rootMessage(failed),
        failed);
  }

  /** All or nothing; nothing where another process has taken over. */
  void useTransaction(Consumer<Handle> work) {
    inWriting(handle -> {
      work.accept(handle);
      return true;
    });
  }

  /** All or nothing; nothing where another process has taken over. */
  <T> T inWriting(HandleCallback<T, RuntimeException> work) {
    boolean written = false;
    try {
      T result = inTransaction(handle -> {
        bePatient(handle);
        // Locks the row as well, so that nobody takes over between this and the commit.
        if (handle.execute("UPDATE writer SET epoch = epoch WHERE epoch = ?", epoch) == 0) {
          throw new StoreException("the store " + address.title()
              + " was taken over by another Shizuka: this one writes nothing any more; stop one of the two");
        }
        return work.withHandle(handle);
      });
      written = true;
      return result;
    } finally {
      writable = written;
    }
  }

  /** Whether the last attempt to write came through. */
  boolean writable() {
    return writable;
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
      connections.close();
    } finally {
      lock.unlock();
    }
  }
}
