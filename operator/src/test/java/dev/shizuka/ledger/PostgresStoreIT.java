package dev.shizuka.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.shizuka.testbed.RealPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresStoreIT {
  @TempDir
  static Path directory;
  private static RealPostgres postgres;

  @BeforeAll
  static void start() throws IOException, SQLException {
    postgres = RealPostgres.start(directory);
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  @Test
  void whatWasRecordedIsThereAfterARestart() throws SQLException {
    StoreAddress address = postgres.database("restarted");
    String installation;
    try (Store store = Store.open(address)) {
      installation = store.installation(Optional.empty());
      store.ledger(Scene.SETTLE).record(Scene.poll(0, Scene.unsuppressed(0)));
    }
    try (Store store = Store.open(address)) {
      assertThat(store.installation(Optional.empty())).isEqualTo(installation);
      Ledger ledger = store.ledger(Scene.SETTLE);
      assertThat(ledger.open()).hasSize(1);
      assertThat(ledger.totals()).hasSize(3).allSatisfy(total -> assertThat(total.count()).isZero());
    }
  }

  @Test
  void whoOpenedItLastWritesAndNobodyElse() throws SQLException {
    StoreAddress address = postgres.database("shared");
    try (Store paused = Store.open(address)) {
      Ledger stale = paused.ledger(Scene.SETTLE);
      try (Store successor = Store.open(address)) {
        successor.ledger(Scene.SETTLE).record(Scene.poll(0, Scene.unsuppressed(0)));
        assertThatThrownBy(() -> stale.record(Scene.poll(10, Scene.unsuppressed(10))))
            .isInstanceOf(StoreException.class).hasMessageContaining("was taken over by another Shizuka");
        assertThatThrownBy(() -> paused.memory().remember("topic", "key", "text"))
            .isInstanceOf(StoreException.class);
        successor.memory().remember("topic", "key", "text");
      }
    }
  }

  @Test
  void whoeverOpenedItBeforeCanTellThatAnotherHas() throws SQLException {
    StoreAddress address = postgres.database("newest");
    try (Store first = Store.open(address)) {
      assertThat(first.newest()).isTrue();
      try (Store second = Store.open(address)) {
        assertThat(second.newest()).isTrue();
        assertThat(first.newest()).isFalse();
      }
    }
  }

  @Test
  void whoIsPausedInTheMiddleOfATransactionDoesNotKeepTheNextOneOut() throws SQLException {
    StoreAddress address = postgres.database("paused");
    try (Store paused = Store.open(address)) {
      assertThatThrownBy(() -> paused.database().useTransaction(handle -> {
        handle.execute("DELETE FROM backend_poll");
        // Waits for the row that the transaction has locked.
        try (Store successor = Store.open(address)) {
          successor.memory().remember("topic", "key", "text");
        }
        handle.execute("DELETE FROM episode");
      })).isInstanceOf(StoreException.class);
      assertThat(paused.newest()).isFalse();
    }
  }

  @Test
  void aDatabaseThatWasAwayIsWrittenAgainWhenItIsBack() throws SQLException {
    StoreAddress address = postgres.database("away");
    try (Store store = Store.open(address)) {
      postgres.reachable("away", false);
      assertThatThrownBy(() -> store.memory().remember("topic", "key", "text")).isInstanceOf(StoreException.class)
          .hasMessageContaining("cannot be read or written");
      postgres.reachable("away", true);
      await().atMost(Duration.ofSeconds(20)).ignoreExceptions().untilAsserted(() -> {
        store.memory().remember("topic", "key", "text");
        assertThat(store.memory().recall("topic", "key")).contains("text");
      });
    }
  }

  @Test
  void aWrongAddressIsToldWithoutThePassword() throws SQLException {
    StoreAddress.Postgres good = postgres.database("wrong");
    assertThatThrownBy(() -> Store.open(new StoreAddress.Postgres(good.url().replace("/wrong", "/absent"),
        good.passwordFile()))).isInstanceOf(StoreException.class).hasMessageContaining("absent")
        .hasMessageContaining("Check address, user and password").hasMessageNotContaining("s3cret");
    assertThatThrownBy(() -> new StoreAddress.Postgres(good.url() + "&password=s3cret", Optional.empty()))
        .hasMessageContaining("--store-password-file").hasMessageNotContaining("s3cret");
  }
}
