package dev.shizuka.ledger;

import static dev.shizuka.ledger.Scene.NIGHTLY;
import static dev.shizuka.ledger.Scene.NODES;
import static dev.shizuka.ledger.Scene.SETTLE;
import static dev.shizuka.ledger.Scene.at;
import static dev.shizuka.ledger.Scene.observed;
import static dev.shizuka.ledger.Scene.poll;
import static dev.shizuka.ledger.Scene.suppressed;
import static dev.shizuka.ledger.Scene.unsuppressed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What a ledger does on every store. */
abstract class LedgerContract extends OnEveryStore {
  private void absent(long from, long to) {
    for (long second = from; second <= to; second += 10) {
      ledger.record(poll(second));
    }
  }

  private List<String> counted() {
    return ledger.totals().stream()
        .map(total -> String.join(" ", total.backend(), total.namespace(), total.alertname(), total.priority(),
            total.outcome().label(), total.reason(), total.policy(), "" + total.count()).replaceAll(" +", " "))
        .toList();
  }

  @Test
  void countersAppearAtZeroWithTheEpisodeAndItsFirstSuppression() {
    ledger.record(poll(0, unsuppressed(0)));
    assertThat(counted()).containsExactly("main shop Alerta p3 actionable 0", "main shop Alerta p3 brief 0",
        "main shop Alerta p3 unobserved 0");
    ledger.record(poll(10, suppressed(10)));
    assertThat(counted()).contains("main shop Alerta p3 suppressed silence shop/nightly 0");
  }

  /** Alertmanager takes any UTF-8 in labels; PostgreSQL takes no NUL. One such alert must not stop the counting of all. */
  @Test
  void anAlertWithANulInItsLabelsIsCountedLikeAnyOther() {
    for (long second = 0; second <= 60; second += 30) {
      ledger.record(poll(second, unsuppressed("b", second), withNul(second)));
    }
    List<String> counted = counted();
    assertThat(counted).contains("main shop Alertb p3 actionable 1").hasSize(7);
    restart();
    assertThat(counted()).isEqualTo(counted);
    ledger.record(poll(90, unsuppressed("b", 90), withNul(90)));
    assertThat(counted()).isEqualTo(counted);
    assertThat(ledger.open()).hasSize(2);
  }

  private static Sighting withNul(long second) {
    Sighting plain = unsuppressed("a", second);
    return new Sighting("a", Map.of("alertname", "Al\0ert", "namespace", "sh\0op", "service", "\0", "owner", "o\0"),
        "p\0", plain.startsAt(), plain.endsAt(), Sighting.State.SUPPRESSED,
        Optional.of(new Sighting.Suppression(Sighting.Reason.EXTERNAL, Optional.empty(), "su\0zuki")), plain.grace(),
        List.of());
  }

  @Test
  void whatIsDueIsTold() {
    ledger.record(poll(0, unsuppressed(0), unsuppressed("b", 0).undecided()));
    Poll next = poll(30, unsuppressed(30), unsuppressed("b", 30));
    assertThat(ledger.dueToCount(next)).containsExactly("a");
    ledger.record(next);
    assertThat(ledger.dueToCount(next)).isEmpty();
    assertThat(ledger.dueToCount(poll(40, unsuppressed(40), unsuppressed("b", 40)))).isEmpty();
  }

  @Test
  void whatIsMutedAfterAllIsNotCounted() {
    ledger.record(poll(0, unsuppressed(0)));
    Sighting muted = unsuppressed(30)
        .suppressed(new Sighting.Suppression(Sighting.Reason.MUTE_TIME_INTERVAL, Optional.empty()));
    ledger.record(poll(30, muted));
    absent(40, 160);
    assertThat(counted()).contains("main shop Alerta p3 actionable 0",
        "main shop Alerta p3 suppressed mute_time_interval 1");
  }

  @Test
  void everythingGoesOnAfterARestart() {
    ledger.record(poll(0, unsuppressed(0), observed(unsuppressed("b", 0), NIGHTLY, NODES)));
    restart();
    ledger.record(poll(10, suppressed(10), observed(unsuppressed("b", 10), NIGHTLY, NODES)));
    ledger.record(poll(20, suppressed(20), observed(unsuppressed("b", 20), NIGHTLY)));
    restart();
    ledger.record(poll(30, suppressed(30), observed(unsuppressed("b", 30), NIGHTLY)));
    var before = ledger.open();
    restart();
    assertThat(ledger.open()).isEqualTo(before).hasSize(2);
    absent(40, 100);
    restart();
    absent(110, 160);
    assertThat(ledger.open()).isEmpty();
    assertThat(counted()).contains("main shop Alerta p3 suppressed silence shop/nightly 1",
        "main shop Alertb p3 actionable 1");
    restart();
    assertThat(ledger.wouldSuppress()).containsEntry(NIGHTLY, 1L).containsEntry(NODES, 1L);
  }

  @Test
  void openEpisodesSayWhatIsKnown() {
    ledger.record(poll(0, suppressed(0)));
    ledger.record(poll(10, suppressed(10), unsuppressed("b", 10)));
    ledger.record(poll(40, unsuppressed("b", 40)));
    assertThat(ledger.open()).extracting(Ledger.Episode::fingerprint).containsExactly("b", "a");
    Ledger.Episode absent = ledger.open().getLast();
    assertThat(absent.lastSeenAt()).isEqualTo(at(10));
    assertThat(absent.outcome()).isEmpty();
    assertThat(absent.reason()).isEqualTo("silence");
    assertThat(absent.policy()).isEqualTo("shop/nightly");
    assertThat(ledger.open().getFirst().lastSeenAt()).isEqualTo(at(40));
    assertThat(ledger.open().getFirst().outcome()).contains(Outcome.ACTIONABLE);
  }

  @Test
  void closedEpisodesAreListedNewestFirst() {
    ledger.record(poll(0, suppressed(0)));
    absent(10, 130);
    ledger.record(poll(140, unsuppressed("b", 140)));
    absent(150, 270);
    assertThat(ledger.recent(5)).extracting(Ledger.Episode::fingerprint).containsExactly("b", "a");
    assertThat(ledger.recent(1)).singleElement().satisfies(episode -> {
      assertThat(episode.outcome()).contains(Outcome.BRIEF);
      assertThat(episode.lastSeenAt()).isEqualTo(at(140));
      assertThat(episode.closedAt()).contains(at(270));
    });
  }

  @Test
  void anAlertThatFiresAgainIsAnotherEpisode() {
    ledger.record(poll(0, suppressed(0)));
    absent(10, 130);
    ledger.record(poll(140, suppressed(140)));
    absent(150, 270);
    assertThat(counted()).contains("main shop Alerta p3 suppressed silence shop/nightly 2");
    assertThat(ledger.recent(5)).hasSize(2);
  }

  @Test
  void backendsAreApart() {
    ledger.record(poll(0, suppressed(0)));
    ledger.record(new Poll("other", at(5), List.of(Scene.up()), List.of(suppressed(5))));
    ledger.record(poll(10, suppressed(10)));
    assertThat(ledger.open()).extracting(Ledger.Episode::backend).containsExactly("other", "main");
    restart();
    assertThat(ledger.open()).extracting(Ledger.Episode::lastSeenAt).containsExactly(at(5), at(10));
  }

  @Test
  void readersSeeWholePollsWhileOthersAreWritten() throws Exception {
    try (var reader = Executors.newSingleThreadExecutor()) {
      AtomicBoolean done = new AtomicBoolean();
      Future<Integer> halves = reader.submit(() -> {
        int torn = 0;
        while (!done.get()) {
          var totals = ledger.totals();
          long ofA = totals.stream().filter(total -> total.alertname().equals("Alerta")).mapToLong(Ledger.Total::count)
              .sum();
          long ofB = totals.stream().filter(total -> total.alertname().equals("Alertb")).mapToLong(Ledger.Total::count)
              .sum();
          torn += ofA == ofB ? 0 : 1;
        }
        return torn;
      });
      for (long round = 0; round < 20; round++) {
        ledger.record(poll(round * 1000, unsuppressed(round), unsuppressed("b", round)));
        ledger.record(poll(round * 1000 + 10));
        ledger.record(poll(round * 1000 + 200));
      }
      done.set(true);
      assertThat(halves.get()).isZero();
      assertThat(ledger.recent(100)).hasSize(40);
    }
  }

  @Test
  void labelsOfAnyKindComeBackAsTheyWere() {
    var labels = new java.util.HashMap<>(Scene.labels("a"));
    labels.put("alertname", "静か \"quoted\" \\ {curly} '--; \u0001 😀");
    ledger.record(poll(0, new Sighting("a", labels, "", at(0), at(240), Sighting.State.UNSUPPRESSED, Optional.empty(),
        Scene.GRACE, List.of())));
    restart();
    assertThat(ledger.open()).singleElement().extracting(Ledger.Episode::labels).isEqualTo(labels);
    assertThat(ledger.totals().getFirst().alertname()).isEqualTo(labels.get("alertname"));
  }

  @Test
  void aCommitWhoseAnswerWasLostIsNeitherCountedTwiceNorInTheWay() {
    LostAnswers faults = new LostAnswers();
    close();
    store = Store.open(address(), faults::between);
    ledger = store.ledger(SETTLE);
    faults.loseNext();
    assertThatThrownBy(() -> ledger.record(poll(0, suppressed(0)))).isInstanceOf(StoreException.class);
    assertThat(ledger.writable()).isFalse();
    ledger.record(poll(10, suppressed(10), unsuppressed("b", 10)));
    ledger.record(poll(40, unsuppressed("b", 40)));
    assertThat(ledger.writable()).isTrue();
    assertThat(ledger.open()).extracting(Ledger.Episode::firstSeenAt).containsExactly(at(10), at(0));
    absent(50, 170);
    assertThat(counted()).contains("main shop Alerta p3 suppressed silence shop/nightly 1",
        "main shop Alertb p3 actionable 1");
  }
}
