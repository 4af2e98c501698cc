package dev.shizuka.backend.alertmanager;

import dev.shizuka.backend.BackendException;
import dev.shizuka.backend.SilenceSync;
import dev.shizuka.backend.SilenceSync.Binding;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.Silence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells each backend of a loop what one sync came to, each its own part. */
final class SyncReport {
  private static final Logger LOG = LoggerFactory.getLogger(SyncReport.class);
  private final SilenceLoop.Settings settings;
  private final Instant at;
  private final long began;

  SyncReport(SilenceLoop.Settings settings, Instant at, long began) {
    this.settings = settings;
    this.at = at;
    this.began = began;
  }

  Instant at() {
    return at;
  }

  /**
   * What was found.
   *
   * @param repaired silences that somebody else had ended or changed
   * @param leftOut silences that are more than a backend may have
   */
  record Found(Standing standing, List<Silence> repaired, List<Silence> leftOut) {}

  /** Nothing could be read, or nothing could be done with it: nothing is known of what stands. */
  void unread(String reason, String message) {
    for (String backend : settings.backends()) {
      deliver(new SilenceSync(backend, at, took(), false, reason, message, List.of(), Map.of(), Map.of(), 0, 0));
    }
  }

  void done(SilenceLoop.Desired desired, SilenceReading reading, SilenceWrites writes, Found found) {
    for (String backend : settings.backends()) {
      List<Silence> silences = desired.silences().stream()
          .filter(silence -> silence.mark().backend().equals(backend)).toList();
      Map<ResourceId, BackendException> failures = new TreeMap<>();
      writes.failures().forEach((owner, failure) -> {
        if (owner.backend().equals(backend)) {
          failures.put(owner.policy(), failure);
        }
      });
      List<Silence> leftOut = found.leftOut.stream().filter(silence -> silence.mark().backend().equals(backend))
          .toList();
      Set<ResourceId> limited = leftOut.stream().map(silence -> silence.mark().policy())
          .collect(Collectors.toCollection(TreeSet::new));
      Verdict verdict = verdict(failures, desired.frozen() && lacksAny(silences, found.standing));
      String message = verdict.synced && !leftOut.isEmpty() ? limited(leftOut.size(), limited) : verdict.message;
      int repaired = Math.toIntExact(
          found.repaired.stream().filter(silence -> silence.mark().backend().equals(backend)).count());
      deliver(new SilenceSync(backend, at, took(), verdict.synced, verdict.reason, message,
          reading.replicas(), words(failures), bindings(silences, found.standing), limited,
          found.standing.owned().getOrDefault(backend, 0), repaired));
    }
  }

  /** A listener that fails must not end the loop. */
  private void deliver(SilenceSync sync) {
    try {
      settings.results().accept(sync);
    } catch (RuntimeException bug) {
      LOG.error("Silences of {}: the result could not be taken", settings.name(), bug);
    }
  }

  private boolean lacksAny(List<Silence> silences, Standing standing) {
    return silences.stream().anyMatch(
        silence -> silence.endsAt().isAfter(at) && !standing.bindings().containsKey(silence.matchers()));
  }

  private record Verdict(boolean synced, String reason, String message) {}

  private static Verdict verdict(Map<ResourceId, BackendException> failures, boolean heldBack) {
    if (!failures.isEmpty()) {
      Map.Entry<ResourceId, BackendException> first = failures.entrySet().iterator().next();
      String others = failures.size() == 1 ? "" : " (and " + (failures.size() - 1) + " more policies)";
      BackendException failure = first.getValue();
      return new Verdict(false, failure.reason(), first.getKey() + ": " + failure.sentence() + others);
    }
    if (heldBack) {
      return new Verdict(false, "Frozen",
          "a priority cannot be read, so no silence is made or extended: mend the AlertPriority that is refused");
    }
    return new Verdict(true, "Synced", "");
  }

  private String limited(int silences, Set<ResourceId> policies) {
    String named = policies.stream().limit(3).map(ResourceId::toString).collect(Collectors.joining(", "));
    String others = policies.size() > 3 ? " and " + (policies.size() - 3) + " more" : "";
    return silences + " silences are not made, for there are " + settings.most()
        + " already, which is --max-silences; what"
        + " they would keep quiet is heard: narrow or end " + named + others + ", or raise --max-silences";
  }

  private static Map<ResourceId, String> words(Map<ResourceId, BackendException> failures) {
    Map<ResourceId, String> words = new TreeMap<>();
    failures.forEach((policy, failure) -> words.put(policy, failure.sentence()));
    return words;
  }

  private static Map<ResourceId, List<Binding>> bindings(List<Silence> silences, Standing standing) {
    Map<ResourceId, List<Binding>> bindings = new TreeMap<>();
    for (Silence silence : silences) {
      Optional.ofNullable(standing.bindings().get(silence.matchers())).ifPresent(
          binding -> bindings.computeIfAbsent(silence.mark().policy(), policy -> new ArrayList<>()).add(binding));
    }
    bindings.replaceAll((policy, found) -> List.copyOf(found));
    return bindings;
  }

  private Duration took() {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
