package dev.shizuka.ledger;

import static dev.shizuka.ledger.Scene.SETTLE;
import static dev.shizuka.ledger.Scene.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.catalog.ResourceId;
import dev.shizuka.ledger.facts.FactScope;
import dev.shizuka.ledger.facts.Period;
import dev.shizuka.response.EpisodeId;
import dev.shizuka.response.EpisodeSpan;
import dev.shizuka.response.MemoryResponses;
import dev.shizuka.response.ResponseEvent;
import dev.shizuka.response.ResponseEvent.Notified;
import dev.shizuka.response.ResponseJoin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What holds of every history on every store. */
final class LedgerProperties {
  private static final Period EVER = new Period(START.minusSeconds(86_400), START.plusSeconds(40 * 86_400));
  private final Supplier<StoreAddress> addresses;

  /** @param addresses of empty stores */
  LedgerProperties(Supplier<StoreAddress> addresses) {
    this.addresses = addresses;
  }

  /** What a ledger holds, whatever way it came there. */
  private record Books(List<Ledger.Total> totals, Map<?, Long> wouldSuppress, Map<ResourceId, PolicyUse> policies,
      List<Ledger.Episode> open, List<Ledger.Episode> closed) {
    static Books of(Ledger ledger) {
      Map<ResourceId, PolicyUse> policies = ledger.policyUses(START);
      // What is quiet at this moment nobody counts: after a restart it is as good as the open episodes tell.
      policies.replaceAll((policy, use) -> new PolicyUse(use.knownSince(), use.lastMatch(), 0, use.week(),
          use.month(), use.ever()));
      return new Books(ledger.totals(), ledger.wouldSuppress(), policies, ledger.open(), ledger.recent(10_000));
    }

    long suppressed(ResourceId policy) {
      return policies.containsKey(policy) ? policies.get(policy).ever().suppressed() : 0;
    }

    long counted() {
      return totals.stream().mapToLong(Ledger.Total::count).sum();
    }
  }

  void orderDuplicatesAndRestartsChangeNothing(List<Poll> polls, Random random) {
    Books plain = books(polls, SessionStep.NONE);
    Books disturbed = books(polls, session -> {
      if (random.nextInt(3) == 0) {
        session.restart();
      }
      if (random.nextInt(3) == 0) {
        session.ledger.record(shuffled(session.last, random));
      }
    });
    List<Poll> shuffled = polls.stream().map(poll -> shuffled(poll, random)).toList();
    assertThat(disturbed).isEqualTo(plain);
    assertThat(books(shuffled, SessionStep.NONE)).isEqualTo(plain);
  }

  void everyEpisodeIsCountedOnceOrOpen(List<Poll> polls) {
    books(polls, session -> assertCountedOnceOrOpen(session.ledger));
  }

  private static void assertCountedOnceOrOpen(Ledger ledger) {
    Books books = Books.of(ledger);
    long undecided = books.open().stream().filter(episode -> episode.outcome().isEmpty()).count();
    assertThat(books.counted() + undecided).isEqualTo(books.open().size() + books.closed().size());
    Map<Outcome, Long> byOutcome = Stream.concat(books.open().stream(), books.closed().stream())
        .flatMap(episode -> episode.outcome().stream())
        .collect(Collectors.groupingBy(outcome -> outcome, Collectors.counting()));
    for (Outcome outcome : Outcome.values()) {
      long counted = books.totals().stream().filter(total -> total.outcome() == outcome)
          .mapToLong(Ledger.Total::count).sum();
      assertThat(counted).isEqualTo(byOutcome.getOrDefault(outcome, 0L));
    }
  }

  /** Whatever history says, in however many parts and however often: each episode is counted once, and in the sums once. */
  void gapsThatAreFilledKeepTheBooks(List<Poll> polls, Random random) {
    books(polls, session -> {
      for (OpenGap gap : session.ledger.gaps("main")) {
        GapFilling part = new GapFilling(gap, SamplePast.of(random, gap), Optional.empty());
        session.ledger.fill(part);
        session.restart();
        assertThat(session.ledger.fill(part)).as("filled again").isZero();
        session.ledger.fill(new GapFilling(gap, part.alerts(), Optional.of(GapFilling.Verdict.FILLED)));
      }
      assertThat(session.ledger.gaps("main")).isEmpty();
      assertCountedOnceOrOpen(session.ledger);
      long summed = session.ledger.facts().sums(FactScope.ALL, EVER).stream().mapToLong(sum -> sum.sums().episodes())
          .sum();
      assertThat(summed).isEqualTo(session.ledger.open().size() + session.ledger.recent(10_000).size());
    });
  }

  /**
   * What was told between two polls ends in the same ledger, in whatever order and however often it comes and whenever Shizuka is started anew; and exactly
   * those episodes are actionable that were so without it, or that somebody was told of while they were open.
   */
  void notificationsEndInTheSameLedgerInAnyOrder(List<Poll> polls, Random random) {
    List<Notified> events = SampleEvents.notifications(random, polls);
    Books plain = books(polls, session -> told(events, polls, session.last)
        .forEach(event -> session.ledger.accept(List.of(event))));
    Books disturbed = books(polls, session -> {
      List<ResponseEvent> now = new ArrayList<>(told(events, polls, session.last));
      now.addAll(now.stream().filter(event -> random.nextBoolean()).toList());
      now.addAll(events.stream().filter(event -> event.at().isBefore(session.last.at())).limit(2).toList());
      Collections.shuffle(now, random);
      for (ResponseEvent event : now) {
        session.ledger.accept(List.of(event));
        if (random.nextInt(4) == 0) {
          session.restart();
        }
      }
    });
    assertThat(disturbed).isEqualTo(plain);
    Books silent = books(polls, SessionStep.NONE);
    ResponseJoin.Joined joined = ResponseJoin.join(events, spans(silent));
    assertThat(plain.closed()).hasSameSizeAs(silent.closed());
    for (int i = 0; i < silent.closed().size(); i++) {
      Ledger.Episode episode = silent.closed().get(i);
      boolean called = joined.episodes().getOrDefault(id(episode), List.of()).stream()
          .anyMatch(event -> event.at().isBefore(episode.closedAt().orElseThrow()));
      assertThat(plain.closed().get(i).outcome())
          .isEqualTo(called ? Optional.of(Outcome.ACTIONABLE) : episode.outcome());
    }
  }

  /** Those that arrive after that poll and before the next. */
  private static List<Notified> told(List<Notified> events, List<Poll> polls, Poll last) {
    int next = polls.indexOf(last) + 1;
    return events.stream().filter(event -> event.at().isAfter(last.at()))
        .filter(event -> next < polls.size() && event.at().isBefore(polls.get(next).at())).toList();
  }

  private static List<EpisodeSpan> spans(Books books) {
    return Stream.concat(books.open().stream(), books.closed().stream())
        .map(episode -> new EpisodeSpan(id(episode), episode.firstSeenAt(), episode.closedAt())).toList();
  }

  private static EpisodeId id(Ledger.Episode episode) {
    return new EpisodeId(episode.backend(), episode.fingerprint(), episode.firstSeenAt());
  }

  void eachPolicySeesEveryEpisodeThatItSuppressedOnce(List<Poll> polls) {
    List<EpisodeOracle.Closed> closed = Stream.of("a", "b", "c")
        .flatMap(alert -> new EpisodeOracle(polls, alert).closed().stream()).toList();
    Books books = books(polls, SessionStep.NONE);
    for (ResourceId policy : List.of(Scene.NIGHTLY, Scene.NODES)) {
      assertThat(books.suppressed(policy))
          .isEqualTo(closed.stream().filter(episode -> episode.suppressedBy().contains(policy)).count());
      assertThat(Optional.ofNullable(books.policies().get(policy)).map(use -> use.ever().wouldSuppress()).orElse(0L))
          .isEqualTo(books.wouldSuppress().containsKey(policy) ? books.wouldSuppress().get(policy) : 0L);
    }
  }

  void whatIsDueIsWhatIsCountedNext(List<Poll> polls) {
    inStore(store -> {
      Ledger ledger = store.ledger(SETTLE);
      for (Poll poll : polls) {
        long before = actionable(ledger);
        Set<String> due = ledger.dueToCount(poll);
        assertThat(actionable(ledger)).isEqualTo(before);
        ledger.record(poll);
        // Those that a notification is waited for are looked at when their grace is over as well.
        long waiting = poll.alerts().stream().filter(sighting -> sighting.awaited().isPresent())
            .map(Sighting::fingerprint).filter(due::contains).count();
        assertThat(actionable(ledger) - before).isBetween(due.size() - waiting, (long) due.size());
      }
    });
  }

  /** Sums that are kept by what changes are what a count of all episodes gives, whenever and however often events come. */
  void factsAreWhatASlowCountGives(List<Poll> polls, Random random) {
    List<Poll> promising = polls.stream().map(poll -> new Poll(poll.backend(), poll.at(), poll.members(), poll.alerts(),
        (priority, calledAt) -> Optional.of(calledAt.plusSeconds(60)))).toList();
    List<ResponseEvent> events = SampleEvents.of(random, promising, random.nextBoolean());
    inStore(store -> {
      LedgerSettings settings = new LedgerSettings(SETTLE, SlowFacts.ZONE);
      Ledger ledger = store.ledger(settings);
      MemoryResponses told = new MemoryResponses();
      for (Poll poll : promising) {
        ledger.record(poll);
        for (int i = random.nextInt(3); i > 0; i--) {
          List<ResponseEvent> delivery = List.of(events.get(random.nextInt(events.size())));
          assertThat(ledger.accept(delivery).added()).isEqualTo(told.accept(delivery).added());
        }
        if (random.nextInt(6) == 0) {
          ledger = store.ledger(settings);
        }
      }
      SlowFacts.assertSame(store, ledger.facts(), told, promising.getLast().at());
    });
  }

  private static long actionable(Ledger ledger) {
    return ledger.totals().stream().filter(total -> total.outcome() == Outcome.ACTIONABLE)
        .mapToLong(Ledger.Total::count).sum();
  }

  /** A store that is used poll by poll. */
  private static final class Session {
    private final Store store;
    private Ledger ledger;
    private Poll last;

    private Session(Store store) {
      this.store = store;
      ledger = store.ledger(SETTLE);
    }

    /** Forgets what is in memory. */
    void restart() {
      ledger = store.ledger(SETTLE);
    }
  }

  /** What happens after each poll. */
  private interface SessionStep {
    SessionStep NONE = session -> {};

    void after(Session session);
  }

  private Books books(List<Poll> polls, SessionStep step) {
    List<Books> result = new ArrayList<>();
    inStore(store -> {
      Session session = new Session(store);
      for (Poll poll : polls) {
        session.last = poll;
        session.ledger.record(poll);
        step.after(session);
      }
      result.add(Books.of(session.ledger));
    });
    return result.getFirst();
  }

  /** In another order, and some of them more than once. */
  private static Poll shuffled(Poll poll, Random random) {
    List<Sighting> alerts = new ArrayList<>(poll.alerts());
    poll.alerts().stream().filter(alert -> random.nextInt(3) == 0).forEach(alerts::add);
    Collections.shuffle(alerts, random);
    return poll.with(alerts);
  }

  private void inStore(Consumer<Store> work) {
    try (Store store = Store.open(addresses.get())) {
      work.accept(store);
    }
  }
}
