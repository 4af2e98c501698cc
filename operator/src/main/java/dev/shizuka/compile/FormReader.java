package dev.shizuka.compile;

import dev.shizuka.api.SuppressionPolicySpec;
import dev.shizuka.api.SuppressionPolicySpec.Inhibit;
import dev.shizuka.api.SuppressionPolicySpec.Realise;
import dev.shizuka.api.SuppressionPolicySpec.Silence;
import dev.shizuka.policy.Condition;
import dev.shizuka.policy.LabelName;
import dev.shizuka.policy.MatcherSet;
import dev.shizuka.policy.Schedule;
import dev.shizuka.policy.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The one form of a policy, and what is wrong with it. */
final class FormReader {
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final Duration LONGEST_QUIET = Duration.ofDays(7);
  private static final int LEAST_CHANGES = 2;
  private static final int MOST_CHANGES = 100;
  private static final int MOST_EQUAL = 16;

  private final SuppressionPolicySpec spec;
  private final MatchReader reader;
  private final Problems problems;

  FormReader(SuppressionPolicySpec spec, MatchReader reader, Problems problems) {
    this.spec = spec;
    this.reader = reader;
    this.problems = problems;
  }

  /** Present if no problem was added and the policy expires. */
  Optional<Form> read() {
    long forms = Stream.of(spec.silence(), spec.schedule(), spec.inhibit(), spec.hold(), spec.flapping())
        .filter(Objects::nonNull).count();
    problems.require(forms <= 1, "/spec", "FormInvalid",
        "A policy has one form: give exactly one of silence, schedule, inhibit, hold and flapping");
    Instant expires = spec.expires() == null ? Instant.MAX : spec.expires();
    if (spec.silence() != null) {
      return silence(spec.silence()).map(Form.Plain::new);
    } else if (spec.schedule() != null) {
      return schedule(spec.schedule(), expires).map(Form.Plain::new);
    } else if (spec.inhibit() != null) {
      return Optional.of(inhibit(spec.inhibit(), expires));
    } else if (spec.hold() != null) {
      return hold(spec.hold()).map(condition -> new Form.Plain(new Timing.Leased(condition, expires)));
    } else if (spec.flapping() != null) {
      return flapping(spec.flapping()).map(condition -> new Form.Plain(new Timing.Leased(condition, expires)));
    }
    problems.add("/spec", "FormInvalid", "Say when: give one of silence: {from: …, until: …}, schedule: {timeZone: …,"
        + " windows: […]}, inhibit: {source: […]}, hold: {for: …} and flapping: {changes: …, within: …, quietFor: …}");
    return Optional.empty();
  }

  private Optional<Timing> silence(Silence silence) {
    Instant from = silence.from();
    Instant until = silence.until();
    boolean complete = problems.require(from != null, "/spec/silence/from", "WindowInvalid", "Say when it starts")
        & problems.require(until != null, "/spec/silence/until", "WindowInvalid", "Say when it ends");
    if (!complete || from == null || until == null) {
      return Optional.empty();
    }
    problems.require(from.isBefore(until), "/spec/silence/until", "WindowInvalid",
        "It must end after it starts (" + from + ")");
    Instant expires = spec.expires();
    problems.require(expires == null || from.isBefore(expires), "/spec/silence/from", "WindowInvalid",
        "It must start before the policy expires (" + expires + ")");
    return Optional.of(new Timing.Once(from, expires != null && until.isAfter(expires) ? expires : until));
  }

  private Optional<Timing> schedule(SuppressionPolicySpec.Schedule declared, Instant expires) {
    Optional<Schedule> schedule = ScheduleReader.read(declared, problems);
    return schedule.map(read -> new Timing.Recurring(read, expires));
  }

  private Form inhibit(Inhibit inhibit, Instant expires) {
    List<MatcherSet> source = reader.read("/spec/inhibit/source", "InhibitInvalid", inhibit.source());
    for (int index = 0; index < inhibit.equal().size(); index++) {
      String label = inhibit.equal().get(index);
      problems.require(LabelName.valid(label), "/spec/inhibit/equal/" + index, "InhibitInvalid",
          "`" + label + "` is no label name: letters, digits and _, no digit first");
    }
    problems.require(inhibit.equal().size() <= MOST_EQUAL, "/spec/inhibit/equal", "InhibitInvalid",
        "At most " + MOST_EQUAL + " labels are allowed");
    return new Inhibition(source, inhibit.equal(), inhibit.realiseOrLease() == Realise.Native, expires);
  }

  private Optional<Condition> hold(SuppressionPolicySpec.Hold hold) {
    return duration("/spec/hold/for", "HoldInvalid", hold.forDuration(), LONGEST).map(Condition.Hold::new);
  }

  private Optional<Condition> flapping(SuppressionPolicySpec.Flapping flapping) {
    Integer changes = flapping.changes();
    boolean counted = problems.require(changes != null && changes >= LEAST_CHANGES && changes <= MOST_CHANGES,
        "/spec/flapping/changes", "FlappingInvalid", LEAST_CHANGES + " to " + MOST_CHANGES + " changes are required");
    Optional<Duration> within = duration("/spec/flapping/within", "FlappingInvalid", flapping.within(), LONGEST);
    Optional<Duration> quiet = duration("/spec/flapping/quietFor", "FlappingInvalid", flapping.quietFor(),
        LONGEST_QUIET);
    return counted && changes != null && within.isPresent() && quiet.isPresent()
        ? Optional.of(new Condition.Flapping(changes, within.get(), quiet.get()))
        : Optional.empty();
  }

  private Optional<Duration> duration(String path, String reason, @Nullable String text, Duration longest) {
    Optional<Duration> duration = text == null ? Optional.empty() : PrometheusDuration.parse(text);
    boolean fits = duration.filter(Duration::isPositive).filter(found -> found.compareTo(longest) <= 0).isPresent();
    problems.require(fits, path, reason, "A duration above zero such as 10m is required, at most "
        + PrometheusDuration.text(longest));
    return duration;
  }
}
