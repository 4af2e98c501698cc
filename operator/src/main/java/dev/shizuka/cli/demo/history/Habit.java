package dev.shizuka.cli.demo.history;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one alert behaves all year.
 *
 * @param service empty where each instance is a service and carries its own name
 * @param instances hosts or services that may have it
 * @param burst as many episodes of one instance, minutes apart, each time that it comes
 */
record Habit(String namespace, String alertname, Priority priority, String service, List<String> instances,
    Rhythm rhythm, Work work, int burst, @Nullable Quiet quiet, @Nullable Follower follower,
    @Nullable Observed observed) {

  /**
   * What people do about it.
   *
   * @param answered chance that anybody answers before it ends by itself
   * @param minutes of work in the middle
   * @param ends by itself after at most so many minutes of calling, where nobody answers
   * @param brief chance that it is over before it calls anybody
   * @param causes given by whoever answered, each as likely; empty: none
   */
  record Work(double answered, int minutes, int ends, double brief, List<String> causes) {
    static final String NO_ACTION_NEEDED = "NoActionNeeded";

    static Work handled(int minutes, String... causes) {
      return new Work(0.97, minutes, 10, 0, List.of(causes));
    }

    static Work ignored(int ends) {
      return new Work(0, 1, ends, 0, List.of());
    }

    Work sometimes(double share) {
      return new Work(share, minutes, ends, brief, causes);
    }

    Work brief(double share) {
      return new Work(answered, minutes, ends, share, causes);
    }
  }

  /**
   * What keeps it from calling.
   *
   * @param policy empty where it is not one of ours
   * @param after so many episodes of a burst
   */
  record Quiet(String policy, String reason, LocalDate from, int after) {}

  /** Another alert of the same instance, that always comes along; so many of it. */
  record Follower(Habit habit, int count) {}

  /** A policy in Observe mode. */
  record Observed(String policy, LocalDate from) {}

  static Habit of(String namespace, String alertname, Priority priority) {
    return new Habit(namespace, alertname, priority, "", HistoryEstate.services(namespace),
        Rhythm.daily(0, Rhythm.Hours.ANY), Work.ignored(10), 1, null, null, null);
  }

  static Habit ofHosts(String alertname, Priority priority, List<String> hosts) {
    return new Habit("infra", alertname, priority, "hosts", hosts, Rhythm.daily(0, Rhythm.Hours.ANY),
        Work.ignored(10), 1, null, null, null);
  }

  Habit comes(Rhythm newRhythm) {
    return new Habit(namespace, alertname, priority, service, instances, newRhythm, work, burst, quiet, follower,
        observed);
  }

  Habit comes(double perDay) {
    return comes(Rhythm.daily(perDay, Rhythm.Hours.ANY));
  }

  Habit takes(Work newWork) {
    return new Habit(namespace, alertname, priority, service, instances, rhythm, newWork, burst, quiet, follower,
        observed);
  }

  Habit bursts(int count) {
    return new Habit(namespace, alertname, priority, service, instances, rhythm, work, count, quiet, follower,
        observed);
  }

  Habit quietBy(Quiet newQuiet) {
    return new Habit(namespace, alertname, priority, service, instances, rhythm, work, burst, newQuiet, follower,
        observed);
  }

  Habit followedBy(Follower newFollower) {
    return new Habit(namespace, alertname, priority, service, instances, rhythm, work, burst, quiet, newFollower,
        observed);
  }

  Habit observedBy(Observed newObserved) {
    return new Habit(namespace, alertname, priority, service, instances, rhythm, work, burst, quiet, follower,
        newObserved);
  }
}
