package dev.shizuka.ledger;

import dev.shizuka.response.DeliveryKey;
import dev.shizuka.response.EpisodeId;
import dev.shizuka.response.ResponseEvent;
import dev.shizuka.response.ResponseEvent.Notified;
import dev.shizuka.response.ResponseEvent.Status;
import dev.shizuka.response.ResponseEvent.Told;
import dev.shizuka.response.ResponseJoin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.RandomGenerator;

/**
 * What two backends show at the same times, with days in between where nobody looks, and what people say of it: early, late, more than once.
 *
 * @param steps of the first to the last look
 */
record TwoBackends(List<Step> steps) {
  static final List<String> BACKENDS = List.of("main", "edge");
  private static final List<String> ALERTS = List.of("a", "b", "c");
  private static final int LEAST = 15;
  private static final int EVENTS = 16;
  private static final Duration EARLY = Duration.ofHours(1);

  /**
   * One look.
   *
   * @param polls of both, or of the first alone
   * @param told after it
   */
  record Step(List<Poll> polls, List<ResponseEvent> told) {
    Instant at() {
      return polls.getFirst().at();
    }
  }

  static TwoBackends of(Random random) {
    RandomGenerator<List<Poll>> histories = Histories.polls().generator(1000);
    List<Poll> one = histories.next(random).value();
    while (one.size() < LEAST) {
      one = histories.next(random).value();
    }
    List<Poll> other = histories.next(random).value();
    List<Step> looks = new ArrayList<>();
    NavigableMap<Instant, Duration> away = away(random, one);
    for (int i = 0; i < one.size(); i++) {
      Poll main = later(one.get(i), away);
      List<Poll> polls = new ArrayList<>(List.of(main));
      if (i == one.size() - 1 || random.nextInt(10) > 0) {
        polls.add(new Poll(BACKENDS.getLast(), main.at(), main.members(),
            i < other.size() ? at(main.at(), other.get(i).alerts()) : List.of(), main.promises()));
      }
      looks.add(new Step(polls, List.of()));
    }
    return new TwoBackends(told(random, looks));
  }

  /** For how long nobody looks, before some of the polls. */
  private static NavigableMap<Instant, Duration> away(Random random, List<Poll> polls) {
    NavigableMap<Instant, Duration> away = new TreeMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      Instant before = polls.get(1 + random.nextInt(polls.size() - 1)).at().minusSeconds(1);
      away.put(before, Duration.ofHours(1 + random.nextInt(240)));
    }
    return away;
  }

  private static Poll later(Poll poll, NavigableMap<Instant, Duration> away) {
    Instant at = later(poll.at(), away);
    List<Poll.Member> members = poll.members().stream()
        .map(member -> new Poll.Member(member.url(), member.reachable(), later(member.upSince(), away))).toList();
    return new Poll(BACKENDS.getFirst(), at, members, at(at, poll.alerts()),
        (priority, calledAt) -> priority.equals("p3") ? Optional.of(calledAt.plusSeconds(60)) : Optional.empty());
  }

  private static Instant later(Instant at, NavigableMap<Instant, Duration> away) {
    return at.plus(away.headMap(at, true).values().stream().reduce(Duration.ZERO, Duration::plus));
  }

  private static List<Sighting> at(Instant at, List<Sighting> alerts) {
    return alerts.stream().map(alert -> new Sighting(alert.fingerprint(), alert.labels(), alert.priority(), at,
        at.plus(Duration.between(alert.startsAt(), alert.endsAt())), alert.state(), alert.suppression(), alert.grace(),
        alert.policies())).toList();
  }

  private static List<Step> told(Random random, List<Step> looks) {
    Map<Integer, List<ResponseEvent>> told = new HashMap<>();
    for (int i = 0; i < EVENTS; i++) {
      Instant near = looks.get(random.nextInt(looks.size())).at();
      EpisodeId episode = new EpisodeId(BACKENDS.get(random.nextInt(2)), ALERTS.get(random.nextInt(3)), near);
      Instant at = near.plusSeconds(random.nextInt(600) - 300);
      DeliveryKey key = new DeliveryKey("test", "" + i);
      // What is said of an incident much later than the notification that tells its alerts is not joined once that is deleted.
      boolean early = near.isBefore(looks.getFirst().at().plus(EARLY));
      ResponseEvent event = early
          ? linking(SampleEvents.event(random, key, at, episode))
          : SampleEvents.direct(random, key, at, episode);
      List<Integer> arrivals = arrivals(at, looks);
      for (int times = 1 + random.nextInt(2); times > 0; times--) {
        told.computeIfAbsent(arrivals.get(random.nextInt(arrivals.size())), look -> new ArrayList<>()).add(event);
      }
    }
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < looks.size(); i++) {
      steps.add(new Step(looks.get(i).polls(), told.getOrDefault(i, List.of())));
    }
    return steps;
  }

  /** Notifications that join incidents to alerts, and call nobody: whom they call is another property's. */
  private static ResponseEvent linking(ResponseEvent event) {
    return event instanceof Notified(var key, var at, var receiver, var group, var alerts)
        ? new Notified(key, at, receiver, group,
            alerts.stream().map(told -> new Told(told.fingerprint(), Status.RESOLVED)).toList())
        : event;
  }

  /** After which looks it may come: not much too early, and within the time that people have. */
  private static List<Integer> arrivals(Instant at, List<Step> looks) {
    List<Integer> arrivals = new ArrayList<>();
    for (int i = 0; i < looks.size(); i++) {
      Instant look = looks.get(i).at();
      if (!look.isBefore(at.minus(ResponseJoin.EARLY)) && look.isBefore(at.plus(ResponseJoin.LATE).minus(EARLY))) {
        arrivals.add(i);
      }
    }
    return arrivals;
  }
}
