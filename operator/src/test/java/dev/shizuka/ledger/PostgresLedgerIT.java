package dev.shizuka.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.shizuka.testbed.RealPostgres;
import dev.shizuka.testbed.Testbed;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import net.jqwik.api.sessions.JqwikSession;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds on SQLite holds on PostgreSQL. */
class PostgresLedgerIT {
  private static final AtomicInteger DATABASES = new AtomicInteger();
  @TempDir
  static Path directory;
  private static RealPostgres postgres;

  @BeforeAll
  static void start() throws IOException, SQLException {
    postgres = RealPostgres.start(directory.resolve("postgres"));
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  private static String name() {
    return "ledger" + DATABASES.incrementAndGet();
  }

  private static StoreAddress fresh() {
    try {
      return postgres.database(name());
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Nested
  class Contract extends LedgerContract {
    private final StoreAddress address = fresh();

    @Override
    StoreAddress address() {
      return address;
    }
  }

  @Nested
  class Gaps extends GapContract {
    private final StoreAddress address = fresh();

    @Override
    StoreAddress address() {
      return address;
    }
  }

  @Nested
  class Policies extends PolicyUseContract {
    private final StoreAddress address = fresh();

    @Override
    StoreAddress address() {
      return address;
    }
  }

  @Nested
  class Notifications extends NotificationContract {
    private final StoreAddress address = fresh();

    @Override
    StoreAddress address() {
      return address;
    }
  }

  @Nested
  class Reports extends ReportDeliveriesContract {
    private final StoreAddress address = fresh();

    @Override
    StoreAddress address() {
      return address;
    }
  }

  @Nested
  class Responses extends ResponseContract {
    private final StoreAddress address = fresh();

    @Override
    StoreAddress address() {
      return address;
    }
  }

  /** The properties, on one of the histories that SQLite takes many of. */
  @Nested
  class Histories {
    private final LedgerProperties properties = new LedgerProperties(PostgresLedgerIT::fresh);

    private void each(BiConsumer<List<Poll>, Random> property) {
      JqwikSession.run(() -> {
        property.accept(dev.shizuka.ledger.Histories.polls().sample(), new Random());
      });
    }

    @Test
    void orderDuplicatesAndRestartsChangeNothing() {
      each(properties::orderDuplicatesAndRestartsChangeNothing);
    }

    @Test
    void everyEpisodeIsCountedOnceOrOpen() {
      each((polls, random) -> properties.everyEpisodeIsCountedOnceOrOpen(polls));
    }

    @Test
    void gapsThatAreFilledKeepTheBooks() {
      each(properties::gapsThatAreFilledKeepTheBooks);
    }

    @Test
    void factsAreWhatASlowCountGives() {
      each(properties::factsAreWhatASlowCountGives);
    }

    @Test
    void ledgerMetricsAndReportAgreeWithANaiveCountBeforeAndAfterRetention() {
      JqwikSession.run(() -> {
        for (int more = Testbed.scale(2); more > 0; more--) {
          long seed = new Random().nextLong();
          assertThatCode(() -> LedgerAccounts.agree(seed, PostgresLedgerIT::fresh)).as("seed %s", seed)
              .doesNotThrowAnyException();
        }
      });
    }

    @Test
    void notificationsEndInTheSameLedgerInAnyOrder() {
      each(properties::notificationsEndInTheSameLedgerInAnyOrder);
    }

    @Test
    void eachPolicySeesEveryEpisodeThatItSuppressedOnce() {
      each((polls, random) -> properties.eachPolicySeesEveryEpisodeThatItSuppressedOnce(polls));
    }
  }

  /** A poll that was told to have failed is recorded again, as it would be by the next one. */
  @Test
  void connectionsThatDieAtAnyMomentLoseNothingAndCountNothingTwice() throws Exception {
    List<Poll> polls = RecordingProcess.polls(150);
    String shaken = name();
    AtomicInteger failures = new AtomicInteger();
    try (Store store = Store.open(postgres.database(shaken)); Store calm = Store.open(fresh())) {
      Ledger ledger = store.ledger(Scene.SETTLE);
      Ledger whole = calm.ledger(Scene.SETTLE);
      Thread killer = Thread.ofPlatform().daemon().start(() -> kill(shaken));
      for (Poll poll : polls) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(5))
            .until(() -> recorded(ledger, poll, failures));
      }
      killer.interrupt();
      killer.join();
      polls.forEach(whole::record);
      assertThat(failures.get()).as("connections died while something was written").isPositive();
      // A pooled connection may have died last of all: the next read has another.
      Awaitility.await().ignoreExceptionsInstanceOf(StoreException.class).untilAsserted(() -> {
        assertThat(ledger.totals()).isEqualTo(whole.totals());
        assertThat(ledger.open()).isEqualTo(whole.open());
        assertThat(ledger.recent(100_000)).isEqualTo(whole.recent(100_000));
      });
    }
  }

  private static boolean recorded(Ledger ledger, Poll poll, AtomicInteger failures) {
    try {
      ledger.record(poll);
      return true;
    } catch (StoreException failed) {
      failures.incrementAndGet();
      return false;
    }
  }

  private static void kill(String database) {
    Random random = new Random();
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Thread.sleep(random.nextInt(40, 120));
        postgres.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + database + "'");
      }
    } catch (InterruptedException enough) {
      Thread.currentThread().interrupt();
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
