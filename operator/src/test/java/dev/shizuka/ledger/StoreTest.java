package dev.shizuka.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shizuka.catalog.Memory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
  @TempDir
  Path directory;

  @Test
  void missingDirectoriesAreMade() {
    Path deep = directory.resolve("some/where");
    Store.open(deep).close();
    assertThat(deep.resolve("shizuka.db")).exists();
  }

  @Test
  void oneStoreServesOneProcess() {
    Store store = Store.open(directory);
    try (store) {
      assertThatThrownBy(() -> Store.open(directory)).isInstanceOf(StoreException.class)
          .hasMessageContaining("the store " + directory + " is in use by another Shizuka");
    }
    Store.open(directory).close();
  }

  @Test
  void aFileThatIsNoDatabaseIsToldAndLeftAlone() throws IOException {
    Path file = directory.resolve("shizuka.db");
    Files.writeString(file, "this is not a database at all, but it is long enough to look like one".repeat(100));
    String before = Files.readString(file);
    assertThatThrownBy(() -> Store.open(directory)).isInstanceOf(StoreException.class)
        .hasMessageContaining("the store " + file + " cannot be opened").hasMessageContaining("not a database");
    assertThat(Files.readString(file)).isEqualTo(before);
    Files.delete(file);
    Store.open(directory).close();
  }

  @Test
  void aStoreOfANewerVersionIsRefused() throws SQLException {
    Store.open(directory).close();
    sql("INSERT INTO flyway_schema_history SELECT 99, '99', 'later', type, script, checksum, installed_by, installed_on,"
        + " execution_time, success FROM flyway_schema_history WHERE installed_rank = 1");
    assertThatThrownBy(() -> Store.open(directory)).isInstanceOf(StoreException.class)
        .hasMessageContaining("was written by a newer Shizuka");
  }

  @Test
  void aWriteThatFailsChangesNothingAndCanBeDoneAgain() throws SQLException {
    try (Store store = Store.open(directory)) {
      Ledger ledger = store.ledger(Scene.SETTLE);
      sql("CREATE TRIGGER full BEFORE INSERT ON episode_total BEGIN SELECT RAISE(ABORT, 'no space'); END");
      Poll poll = Scene.poll(0, Scene.unsuppressed(0));
      assertThatThrownBy(() -> ledger.record(poll)).isInstanceOf(StoreException.class)
          .hasMessageContaining("cannot be read or written").hasMessageContaining("no space");
      assertThat(ledger.open()).isEmpty();
      assertThat(ledger.totals()).isEmpty();
      sql("DROP TRIGGER full");
      ledger.record(poll);
      assertThat(ledger.open()).hasSize(1);
      assertThat(ledger.totals()).hasSize(3);
    }
  }

  private void sql(String statement) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("shizuka.db"));
        Statement execution = connection.createStatement()) {
      execution.execute(statement);
    }
  }

  @Test
  void aDirectoryThatIsAFileIsTold() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");
    assertThatThrownBy(() -> Store.open(file)).isInstanceOf(StoreException.class)
        .hasMessageContaining("cannot be made");
  }

  @Test
  void theInstallationIsMadeOnceAndKept() {
    String made = installation(Optional.empty());
    assertThat(made).matches("[0-9a-f]{8}");
    assertThat(installation(Optional.empty())).isEqualTo(made);
    assertThat(installation(Optional.of("tokyo"))).isEqualTo("tokyo");
    assertThat(installation(Optional.empty())).isEqualTo("tokyo");
  }

  @Test
  void whatIsRememberedSurvives() {
    try (Store store = Store.open(directory)) {
      Memory memory = store.memory();
      memory.remember("files", Map.of("a.yaml", "1", "b.yaml", "2"), List.of());
      memory.remember("files", Map.of("a.yaml", "3"), List.of("b.yaml", "never.yaml"));
      memory.remember("rules", "a.yaml", "other");
    }
    try (Store store = Store.open(directory)) {
      assertThat(store.memory().recallAll("files")).isEqualTo(Map.of("a.yaml", "3"));
      assertThat(store.memory().recall("rules", "a.yaml")).contains("other");
      assertThat(store.memory().recall("files", "b.yaml")).isEmpty();
    }
  }

  private String installation(Optional<String> wanted) {
    try (Store store = Store.open(directory)) {
      return store.installation(wanted);
    }
  }
}
