package dev.shizuka.report.run;

import dev.shizuka.backend.Addresses;
import java.nio.file.Path;
import java.time.Instant;

/** A process of its own that makes one report and delivers it, and tells the last delivery's result whenever that changes. */
final class ReportingProcess {
  static final String STOP_BEFORE = "stop-before";

  private ReportingProcess() {}

  /**
   * Runs until it is killed.
   *
   * @param arguments the store's directory, the time, and the webhook's URL, or {@code stop-before} to stop for good just before it is sent
   */
  public static void main(String[] arguments) throws InterruptedException {
    Addresses addresses = (owner, from) -> {
      if (arguments[2].equals(STOP_BEFORE)) {
        System.out.println("before");
        stop();
      }
      return arguments[2];
    };
    try (ReportingHouse house = new ReportingHouse(Path.of(arguments[0]), Instant.parse(arguments[1]), addresses)) {
      house.runner().follow(ReportingHouse.catalog("0 9 1 * *", ReportingHouse.to(null, "hook", null)));
      String told = "";
      while (true) {
        String result = house.status() == null ? "" : house.result();
        if (!result.equals(told)) {
          System.out.println(result);
          told = result;
        }
        Thread.sleep(20);
      }
    }
  }

  private static void stop() {
    try {
      Thread.sleep(Long.MAX_VALUE);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
