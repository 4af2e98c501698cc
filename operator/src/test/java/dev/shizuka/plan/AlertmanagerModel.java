package dev.shizuka.plan;

import dev.shizuka.compile.Mark;
import dev.shizuka.compile.Silence;
import dev.shizuka.plan.ObservedSilence.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Alertmanager's semantics of writing silences, in memory and at one moment. */
final class AlertmanagerModel {
  private final Map<String, ObservedSilence> silences = new LinkedHashMap<>();
  private final Instant now;

  AlertmanagerModel(List<ObservedSilence> observed, Instant now) {
    this.now = now;
    observed.forEach(silence -> silences.put(silence.id(), silence));
  }

  AlertmanagerModel apply(List<SilenceChange> changes) {
    for (SilenceChange change : changes) {
      switch (change) {
        case SilenceChange.Create(Silence silence) -> put("new-" + silences.size(), silence, silence.startsAt());
        case SilenceChange.Update(ObservedSilence old, Silence silence) -> update(old, silence);
        case SilenceChange.Expire(ObservedSilence old) -> expire(old);
        case SilenceChange.Supersede(ObservedSilence old) -> expire(old);
      }
    }
    return this;
  }

  List<ObservedSilence> observed() {
    return new ArrayList<>(silences.values());
  }

  /** An active one keeps its id and its start; Alertmanager would otherwise expire it and give a new id. */
  private void update(ObservedSilence old, Silence silence) {
    boolean started = !old.startsAt().isAfter(now);
    put(old.id(), silence, started ? old.startsAt() : silence.startsAt());
  }

  private void put(String id, Silence silence, Instant from) {
    boolean fresh = !silences.containsKey(id);
    Instant start = fresh && from.isBefore(now) ? now : from;
    silences.put(id, new ObservedSilence(id, silence.matchers(), start, silence.endsAt(),
        start.isAfter(now) ? State.PENDING : State.ACTIVE, silence.createdBy(), silence.comment(),
        Mark.find(silence.matchers().matchers())));
  }

  private void expire(ObservedSilence old) {
    silences.put(old.id(), new ObservedSilence(old.id(), old.matchers(), old.startsAt(), now, State.EXPIRED,
        old.createdBy(), old.comment(), Optional.of(old.mark().orElseThrow())));
  }
}
