package dev.shizuka.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariCredentialsProvider;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.Credentials;
import java.io.IOException;
import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Pools of connections to a store. */
final class Connections {
  /** How long a caller waits for the database before it goes on without: a poll must not wait for the next one. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int POSTGRES_CONNECTIONS = 4;
  private static final int SECONDS_TO_CONNECT = 5;
  /** SQLite's own default is 2 MiB; a year's sums are read by their index, and pages should be read once. */
  private static final int CACHE_KIBIBYTES = 32 * 1024;
  private static final int SECONDS_TO_ANSWER = 30;

  private Connections() {}

  static HikariDataSource open(StoreAddress address) {
    return switch (address) {
      case StoreAddress.Folder folder -> pool(sqlite(folder), 1, new HikariConfig());
      case StoreAddress.Postgres postgres -> pool(postgres(postgres), POSTGRES_CONNECTIONS, withPassword(postgres));
    };
  }

  private static HikariDataSource pool(DataSource source, int connections, HikariConfig config) {
    config.setDataSource(source);
    config.setPoolName("store");
    config.setMaximumPoolSize(connections);
    config.setConnectionTimeout(PATIENCE.toMillis());
    // A file is there or not; a server may be starting.
    config.setInitializationFailTimeout(connections == 1 ? 1 : PATIENCE.toMillis());
    return new HikariDataSource(config);
  }

  /** FULL: a poll that was recorded survives even a power cut; one sync to disk a poll is cheap. */
  private static SQLiteDataSource sqlite(StoreAddress.Folder folder) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout(10_000);
    config.setCacheSize(-CACHE_KIBIBYTES);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + folder.file());
    return source;
  }

  private static PGSimpleDataSource postgres(StoreAddress.Postgres postgres) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(postgres.url());
    if (source.getApplicationName() == null) {
      source.setApplicationName("shizuka");
    }
    source.setConnectTimeout(SECONDS_TO_CONNECT);
    // A connection that went away without a word must not hold the poller for hours.
    source.setSocketTimeout(SECONDS_TO_ANSWER);
    source.setTcpKeepAlive(true);
    return source;
  }

  private static HikariConfig withPassword(StoreAddress.Postgres postgres) {
    HikariConfig config = new HikariConfig();
    if (postgres.passwordFile().isPresent()) {
      PGSimpleDataSource user = postgres(postgres);
      config.setCredentialsProvider(credentials(postgres, String.valueOf(user.getUser())));
    }
    return config;
  }

  private static HikariCredentialsProvider credentials(StoreAddress.Postgres postgres, String user) {
    return () -> {
      try {
        return Credentials.of(user, postgres.password());
      } catch (IOException unreadable) {
        throw new StoreException("the password of the store cannot be read: " + unreadable, unreadable);
      }
    };
  }
}
