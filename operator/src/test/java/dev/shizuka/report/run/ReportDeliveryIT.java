package dev.shizuka.report.run;

import static dev.shizuka.report.run.ReportingHouse.BEFORE;
import static dev.shizuka.report.run.ReportingHouse.DUE;
import static dev.shizuka.report.run.ReportingHouse.catalog;
import static dev.shizuka.report.run.ReportingHouse.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shizuka.api.NoiseReportSpec.Delivery;
import dev.shizuka.backend.Addresses;
import dev.shizuka.backend.BackendException;
import dev.shizuka.backend.Credentials;
import dev.shizuka.report.run.Receiver.Got;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scheduled reports over real HTTP and a real store. */
class ReportDeliveryIT {
  private static final String MONTHLY = "0 9 1 * *";
  private final Map<String, String> files = new ConcurrentHashMap<>();
  private final Addresses addresses = (owner, from) -> Optional.ofNullable(files.get(String.valueOf(from.file())))
      .orElseThrow(() -> new BackendException(Credentials.MISSING, true, "there is no file " + from.file()));
  private final Delivery webhook = to(null, "hook", null);
  @TempDir
  private Path directory;
  private Receiver receiver;

  @BeforeEach
  void receive() throws IOException {
    receiver = new Receiver();
    files.put("hook", receiver.url("/services/T0/s3cr3t?team=a") + "\n");
    files.put("chat", receiver.url("/chat"));
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  private ReportingHouse house(Instant now) {
    return new ReportingHouse(directory.resolve("store"), now, addresses);
  }

  /** Declares it an hour before its time, and lets the time come. */
  private ReportingHouse due(Delivery delivery) {
    ReportingHouse house = house(BEFORE);
    house.runner().follow(catalog(MONTHLY, delivery));
    await().until(() -> house.status() != null);
    house.at(DUE);
    return house;
  }

  private static void awaitResult(ReportingHouse house, String result) {
    await().untilAsserted(() -> assertThat(house.result()).isEqualTo(result));
  }

  @Test
  void atItsTimeEachTargetGetsItInItsOwnForm() throws IOException {
    Path folder = directory.resolve("reports");
    try (ReportingHouse house = due(to("chat", "hook", folder))) {
      awaitResult(house, "Delivered");
      assertThat(receiver.got()).extracting(Got::path).containsExactlyInAnyOrder("/chat", "/services/T0/s3cr3t?team=a");
      for (Got got : receiver.got()) {
        assertThat(new ObjectMapper().readTree(got.body()).fieldNames()).toIterable()
            .contains(got.path().equals("/chat") ? "text" : "header");
      }
      assertThat(receiver.got()).extracting(Got::key).containsExactlyInAnyOrder(
          "test/NoiseReport/shop/monthly/2026-12-01T00:00:00Z/slack",
          "test/NoiseReport/shop/monthly/2026-12-01T00:00:00Z/webhook");
      try (Stream<Path> written = Files.list(folder)) {
        assertThat(written.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder(
            "shop_monthly-2026-12-01T0900.html", "shop_monthly-2026-12-01T0900.md",
            "shop_monthly-2026-12-01T0900.json");
      }
      assertThat(house.status().actionable()).isEqualTo(1);
      assertThat(house.status().nextRun()).isEqualTo("2027-01-01T00:00:00Z");
      assertThat(house.status().lastDelivery().run()).isEqualTo("2026-12-01T00:00:00Z");
    }
  }

  @Test
  void aReceiverThatSaysNoIsAskedAgainWithTheSameKeyUntilItTakesIt() {
    receiver.answer(500, 503, 302, 404, 200);
    try (ReportingHouse house = due(webhook)) {
      awaitResult(house, "Delivered");
      assertThat(receiver.got()).hasSize(5).extracting(Got::key).containsOnly(receiver.got().getFirst().key());
      assertThat(receiver.got()).extracting(Got::path).doesNotContain("/elsewhere");
      assertThat(receiver.got()).extracting(Got::body).containsOnly(receiver.got().getFirst().body());
    }
  }

  @Test
  void aReceiverThatAnswersTooLateGetsNoSecondOne() {
    receiver.hold();
    try (ReportingHouse house = due(webhook)) {
      awaitResult(house, "Unknown");
      assertThat(house.message()).contains("webhook: no answer came", "may have arrived")
          .doesNotContain("s3cr3t", "127.0.0.1");
    }
    try (ReportingHouse later = house(DUE.plusSeconds(60))) {
      later.runner().follow(catalog(MONTHLY, webhook));
      awaitResult(later, "Unknown");
      assertThat(receiver.got()).hasSize(1);
    }
  }

  @Test
  void aSlowReceiverHoldsUpNobodyElse() {
    receiver.hold();
    Path folder = directory.resolve("reports");
    try (ReportingHouse house = due(to(null, "hook", folder))) {
      await().atMost(ReportingHouse.TIMEOUT)
          .until(() -> Files.exists(folder.resolve("shop_monthly-2026-12-01T0900.json")));
    }
  }

  @Test
  void whatIsMissingIsToldWithoutTheAddressAndTriedAgain() {
    files.put("hook", "http://127.0.0.1:1/s3cr3t");
    try (ReportingHouse house = due(webhook)) {
      await().untilAsserted(() -> assertThat(house.message())
          .isEqualTo("webhook: the receiver cannot be reached (ConnectException)"));
      files.put("hook", "http://169.254.169.254/s3cr3t");
      await().untilAsserted(() -> assertThat(house.message()).contains("link-local"));
      files.put("hook", "nonsense s3cr3t");
      await().untilAsserted(() -> assertThat(house.message()).contains("is no URL")
          .doesNotContain("s3cr3t"));
      files.remove("hook");
      await().untilAsserted(() -> assertThat(house.message())
          .isEqualTo("webhook: there is no file hook"));
      assertThat(house.result()).isEqualTo("Retrying");
      files.put("hook", receiver.url("/"));
      awaitResult(house, "Delivered");
      assertThat(receiver.got()).hasSize(1);
    }
  }

  @Test
  void afterADayOfRefusalsItIsGivenUp() {
    files.remove("hook");
    try (ReportingHouse house = due(webhook)) {
      awaitResult(house, "Retrying");
      house.at(DUE.plus(Duration.ofHours(25)));
      awaitResult(house, "Failed");
      files.put("hook", receiver.url("/"));
      house.at(DUE.plus(Duration.ofHours(26)));
    }
    assertThat(receiver.got()).isEmpty();
  }

  @Test
  void ofTimesMissedWhileShizukaWasDownTheLatestIsDeliveredOnce() {
    try (ReportingHouse house = house(BEFORE)) {
      house.runner().follow(catalog(MONTHLY, webhook));
      await().until(() -> house.status() != null);
    }
    for (int start = 0; start < 2; start++) {
      try (ReportingHouse house = house(Instant.parse("2027-03-15T00:00:00Z"))) {
        house.runner().follow(catalog(MONTHLY, webhook));
        awaitResult(house, "Delivered");
      }
    }
    assertThat(receiver.got()).extracting(Got::key)
        .containsExactly("test/NoiseReport/shop/monthly/2027-03-01T00:00:00Z/webhook");
  }

  @Test
  void aNewOrChangedScheduleOwesNothingForTheTimeBefore() {
    try (ReportingHouse house = house(DUE.plusSeconds(1))) {
      house.runner().follow(catalog(MONTHLY, webhook));
      await().until(() -> house.status() != null);
      house.runner().follow(catalog("30 8 * * *", webhook));
      await().untilAsserted(() -> assertThat(house.status().nextRun()).isEqualTo("2026-12-01T23:30:00Z"));
      assertThat(house.result()).isEqualTo("none");
    }
    assertThat(receiver.got()).isEmpty();
  }
}
