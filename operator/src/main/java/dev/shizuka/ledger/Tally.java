package dev.shizuka.ledger;

import dev.shizuka.catalog.ResourceId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Counts what one poll changed, within the limits on series:
 *
 * <ol>
 * <li>A counter appears at zero before it can be counted: actionable, brief and unobserved when the episode opens, suppressed at the first
 * suppressed sighting, a policy in Observe mode when it first covers the episode. Prometheus sees the first increase that way.
 * <li>A label's value that would be one more than {@link Limits#values} is counted as {@code other}.
 * <li>A series that would make more than {@link Limits#series} is counted with all its labels as {@code other}; these few come on top.
 * <li>That is decided when the episode opens, at the latest at its first suppressed sighting, and before it is counted. It stays.
 * </ol>
 */
final class Tally {
  /** @param values for each of the labels namespace, alertname and priority */
  record Limits(int values, int series) {
    static final Limits DEFAULT = new Limits(1_000, 10_000);
  }

  private final Limits limits;
  private final Map<Counters.Key, Long> episodes;
  private final Map<ResourceId, Long> wouldSuppress;
  private final Map<Counters.Key, Long> changedEpisodes = new HashMap<>();
  private final Map<ResourceId, Long> changedWouldSuppress = new HashMap<>();
  private final Set<String> namespaces = new HashSet<>();
  private final Set<String> alertnames = new HashSet<>();
  private final Set<String> priorities = new HashSet<>();

  Tally(Counters before, Limits limits) {
    this.limits = limits;
    this.episodes = new HashMap<>(before.episodes());
    this.wouldSuppress = new HashMap<>(before.wouldSuppress());
    before.episodes().keySet().forEach(key -> know(key.series()));
  }

  /** Counts the change; gives the episode as it is to be kept, with its series. */
  OpenEpisode count(Folded.Change change) {
    Series series = change.opened() ? admit(change.after().series()) : change.after().series();
    if (change.firstSuppressed()) {
      series = admitSuppressed(series, change.after().attribution().first().orElseThrow());
    }
    OpenEpisode episode = change.after().countedIn(series);
    change.firstCovered().forEach(policy -> move(policy, 0));
    if (change.becameActionable()) {
      move(Counters.Key.of(series, Outcome.ACTIONABLE), 1);
    }
    change.end().ifPresent(end -> {
      if (end.outcome() != Outcome.ACTIONABLE) {
        move(Counters.Key.of(episode, end.outcome()), 1);
      }
      end.wouldSuppress().forEach(policy -> move(policy, 1));
    });
    return episode;
  }

  private Series admit(Series wanted) {
    Series capped = new Series(wanted.backend(), capped(wanted.namespace(), namespaces),
        capped(wanted.alertname(), alertnames), capped(wanted.priority(), priorities));
    boolean known = episodes.containsKey(Counters.Key.of(capped, Outcome.ACTIONABLE));
    Series series = known || episodes.size() + 3 <= limits.series() ? capped : wanted.other();
    appear(series);
    return series;
  }

  private Series admitSuppressed(Series wanted, Sighting.Suppression why) {
    boolean fits = episodes.containsKey(Counters.Key.suppressed(wanted, why)) || episodes.size() < limits.series();
    Series series = fits ? wanted : wanted.other();
    appear(series);
    move(Counters.Key.suppressed(series, why), 0);
    return series;
  }

  private String capped(String value, Set<String> known) {
    return known.contains(value) || known.size() < limits.values() ? value : Series.OTHER;
  }

  private void appear(Series series) {
    know(series);
    if (!episodes.containsKey(Counters.Key.of(series, Outcome.ACTIONABLE))) {
      move(Counters.Key.of(series, Outcome.ACTIONABLE), 0);
      move(Counters.Key.of(series, Outcome.BRIEF), 0);
      move(Counters.Key.of(series, Outcome.UNOBSERVED), 0);
    }
  }

  private void know(Series series) {
    namespaces.add(series.namespace());
    alertnames.add(series.alertname());
    priorities.add(series.priority());
  }

  private void move(Counters.Key key, long by) {
    changedEpisodes.put(key, episodes.merge(key, by, Long::sum));
  }

  private void move(ResourceId policy, long by) {
    changedWouldSuppress.put(policy, wouldSuppress.merge(policy, by, Long::sum));
  }

  Counters counters() {
    return new Counters(episodes, wouldSuppress);
  }

  /** Those that this poll moved or made, with their new values. */
  Counters changed() {
    return new Counters(changedEpisodes, changedWouldSuppress);
  }
}
