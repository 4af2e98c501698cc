package dev.shizuka.testbed;

import dev.shizuka.ledger.StoreAddress;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;

/** A PostgreSQL of its own, on a free port. */
public final class RealPostgres implements AutoCloseable {
  /** One place for all: they are unpacked once in a JVM, and must outlive the folder of the test that asked first. */
  private static final Path BINARIES = Path.of("target", "postgres").toAbsolutePath();
  private static final String PASSWORD = "s3cret";
  private final EmbeddedPostgres server;
  private final Path directory;

  private RealPostgres(EmbeddedPostgres server, Path directory) {
    this.server = server;
    this.directory = directory;
  }

  /** @param directory for the password's file */
  public static RealPostgres start(Path directory) throws IOException, SQLException {
    Files.createDirectories(directory);
    // Nothing here outlives the test: no write has to reach the disk.
    EmbeddedPostgres server = EmbeddedPostgres.builder().setPGStartupWait(Duration.ofSeconds(60))
        .setServerConfig("fsync", "off").setServerConfig("full_page_writes", "off")
        .setOverrideWorkingDirectory(BINARIES.toFile()).start();
    RealPostgres started = new RealPostgres(server, directory);
    started.execute("CREATE ROLE shizuka LOGIN PASSWORD '" + PASSWORD + "'");
    Files.writeString(started.passwordFile(), PASSWORD + "\n");
    return started;
  }

  /** A new database, owned by the user of its address. */
  public StoreAddress.Postgres database(String name) throws SQLException {
    execute("CREATE DATABASE " + name + " OWNER shizuka");
    return new StoreAddress.Postgres(url(name), Optional.of(passwordFile()));
  }

  private String url(String name) {
    return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + name + "?user=shizuka";
  }

  public Path passwordFile() {
    return directory.resolve("password");
  }

  /** A connection to such a database, as its owner. */
  public Connection connect(StoreAddress.Postgres database) throws SQLException {
    return DriverManager.getConnection(database.url() + "&password=" + PASSWORD);
  }

  /** As the superuser. */
  public void execute(String sql) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Ends all connections of a database and lets nobody in, or lets everybody in again. */
  public void reachable(String database, boolean reachable) throws SQLException {
    execute("ALTER DATABASE " + database + " ALLOW_CONNECTIONS " + reachable);
    if (!reachable) {
      execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + database + "'");
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
