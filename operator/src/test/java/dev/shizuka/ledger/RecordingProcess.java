package dev.shizuka.ledger;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A process of its own that records made-up polls, always the same, and says the number of each once it is recorded. */
final class RecordingProcess {
  private static final int ALERTS = 40;

  private RecordingProcess() {}

  /**
   * Records.
   *
   * @param arguments the store's directory, and how many polls
   */
  public static void main(String[] arguments) {
    List<Poll> polls = polls(Integer.parseInt(arguments[1]));
    try (Store store = Store.open(Path.of(arguments[0]))) {
      Ledger ledger = store.ledger(Scene.SETTLE);
      for (int i = 0; i < polls.size(); i++) {
        ledger.record(polls.get(i));
        System.out.println(i + 1);
      }
    }
  }

  static List<Poll> polls(int count) {
    Random random = new Random(3);
    int[] kinds = new int[ALERTS];
    List<Poll> polls = new ArrayList<>();
    for (int poll = 0; poll < count; poll++) {
      List<Sighting> alerts = new ArrayList<>();
      for (int alert = 0; alert < ALERTS; alert++) {
        kinds[alert] = random.nextInt(20) == 0 ? random.nextInt(4) : kinds[alert];
        if (kinds[alert] > 0) {
          alerts.add(sighting("alert-" + alert, kinds[alert], poll * 10L));
        }
      }
      polls.add(Scene.poll(poll * 10L, alerts.toArray(Sighting[]::new)));
    }
    return polls;
  }

  private static Sighting sighting(String fingerprint, int kind, long second) {
    Sighting plain = new Sighting(fingerprint, Scene.labels(fingerprint), "p3", Scene.at(second),
        Scene.at(second + 240), Sighting.State.UNSUPPRESSED, Optional.empty(), Duration.ofSeconds(30),
        kind == 3 ? List.of(Scene.NODES) : List.of());
    return kind == 2 ? plain.suppressed(Scene.BY_NIGHTLY) : plain;
  }
}
