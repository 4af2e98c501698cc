package dev.shizuka.operator;

import dev.shizuka.api.Condition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The conditions of one object; {@code lastTransitionTime} moves only when a status flips. */
final class Conditions {
  private final List<Condition> before;
  private final long generation;
  private final Instant now;
  private final List<Condition> after = new ArrayList<>();

  Conditions(List<Condition> before, long generation, Instant now) {
    this.before = before;
    this.generation = generation;
    this.now = now.truncatedTo(ChronoUnit.SECONDS);
  }

  /** Accepted: the spec is understood and in force. Synced: the backends have it. Ready: both, as kstatus reads it. */
  static List<Condition> of(List<Condition> before, long generation, Instant now, Finding accepted, Finding synced) {
    return new Conditions(before, generation, now).three(accepted, synced).list();
  }

  Conditions three(Finding accepted, Finding synced) {
    Finding first = accepted.holds() ? synced : accepted;
    Finding ready = first.holds() ? Finding.good("Ready", "") : first;
    return put("Ready", ready).put("Accepted", accepted).put("Synced", synced);
  }

  Conditions put(String type, Finding finding) {
    Instant since = find(before, type).filter(old -> old.status().equals(finding.status()))
        .map(Condition::lastTransitionTime).filter(Objects::nonNull).orElse(now);
    after.add(new Condition(type, finding.status(), finding.reason(), finding.message(), since, generation));
    return this;
  }

  /** Those put, and of the others those that stood before. */
  List<Condition> withOthers() {
    List<Condition> all = new ArrayList<>(after);
    before.stream().filter(old -> find(after, old.type()).isEmpty()).forEach(all::add);
    return List.copyOf(all);
  }

  List<Condition> list() {
    return List.copyOf(after);
  }

  static Optional<Condition> find(List<Condition> conditions, String type) {
    return conditions.stream().filter(condition -> condition.type().equals(type)).findFirst();
  }
}
