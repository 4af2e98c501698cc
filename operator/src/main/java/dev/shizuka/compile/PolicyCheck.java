package dev.shizuka.compile;

import dev.shizuka.api.SuppressionPolicySpec;
import dev.shizuka.api.SuppressionPolicySpec.Match;
import dev.shizuka.api.SuppressionPolicySpec.Silence;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.policy.Matcher;
import dev.shizuka.policy.MatcherSet;
import dev.shizuka.policy.MatcherSyntax;
import dev.shizuka.policy.MatcherSyntaxException;
import dev.shizuka.policy.Operation;
import dev.shizuka.policy.Schedule;
import dev.shizuka.policy.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What may be wrong with a SuppressionPolicy or ClusterSuppressionPolicy, and the match sets it declares. */
final class PolicyCheck {
  /** Longest life of a policy. */
  static final Duration MAX_LIFETIME = Duration.ofDays(400);
  private static final int LONGEST_TEXT = 1024;
  private static final int LONGEST_NAME = 253;
  private static final int LONGEST_NAMESPACE = 63;
  private static final int MOST_MATCH_SETS = 32;
  private static final int MOST_MATCHERS = 32;

  private final Problems problems;
  private final ResourceId id;
  private final SuppressionPolicySpec spec;
  private final List<MatcherSet> sets = new ArrayList<>();
  private Optional<Timing> timing = Optional.empty();

  /** Checks everything; what is wrong stands in {@code problems} afterwards. */
  PolicyCheck(ResourceId id, SuppressionPolicySpec spec, Instant now, Problems problems) {
    this.id = id;
    this.spec = spec;
    this.problems = problems;
    names();
    problems.require(Problems.text(spec.reason(), LONGEST_TEXT), "/spec/reason", "ReasonMissing",
        "Say why these alerts need nobody, in at most " + LONGEST_TEXT + " characters");
    problems.require(spec.reference() == null || spec.reference().length() <= LONGEST_TEXT, "/spec/reference",
        "ReferenceInvalid", "At most " + LONGEST_TEXT + " characters are allowed");
    expiry(now);
    form();
    match();
  }

  /** The declared sets, with the namespace of a namespaced policy in each; only to be used if there was no problem. */
  List<MatcherSet> sets() {
    return List.copyOf(sets);
  }

  /** When it covers alerts; present if there was no problem. */
  Optional<Timing> timing() {
    return timing;
  }

  private void names() {
    problems.require(Problems.name(id.name(), LONGEST_NAME), "/metadata/name", "NameInvalid",
        "The name must be lower-case letters, digits, - and .");
    if (id.kind() == Kind.SUPPRESSION_POLICY) {
      problems.require(Problems.name(id.namespace(), LONGEST_NAMESPACE), "/metadata/namespace", "NamespaceInvalid",
          "A SuppressionPolicy covers alerts of its own namespace only: name one (lower-case letters, digits and -)");
    }
  }

  private void expiry(Instant now) {
    Instant expires = spec.expires();
    if (expires == null) {
      problems.add("/spec/expires", "ExpiryMissing", "Every suppression must end by itself: say when");
    } else if (!expires.isAfter(now)) {
      problems.add("/spec/expires", "Expired",
          "The policy ended at " + expires + ": delete it, or decide anew and set a later time");
    } else if (expires.isAfter(now.plus(MAX_LIFETIME))) {
      problems.add("/spec/expires", "ExpiryTooFar",
          "A policy lives at most " + MAX_LIFETIME.toDays() + " days from now: set an earlier time");
    }
  }

  private void form() {
    if (spec.silence() != null && spec.schedule() != null) {
      problems.add("/spec", "FormInvalid", "A policy has one form: give silence or schedule, not both");
    } else if (spec.silence() != null) {
      silence(spec.silence());
    } else if (spec.schedule() != null) {
      schedule(spec.schedule());
    } else {
      problems.add("/spec", "FormInvalid",
          "Say when: silence: {from: …, until: …}, or schedule: {timeZone: …, windows: […]}");
    }
  }

  private void silence(Silence silence) {
    Instant from = silence.from();
    Instant until = silence.until();
    boolean complete = problems.require(from != null, "/spec/silence/from", "WindowInvalid", "Say when it starts")
        & problems.require(until != null, "/spec/silence/until", "WindowInvalid", "Say when it ends");
    if (complete && from != null && until != null) {
      problems.require(from.isBefore(until), "/spec/silence/until", "WindowInvalid",
          "It must end after it starts (" + from + ")");
      Instant expires = spec.expires();
      problems.require(expires == null || from.isBefore(expires), "/spec/silence/from",
          "WindowInvalid", "It must start before the policy expires (" + expires + ")");
      timing = Optional.of(new Timing.Once(from, expires != null && until.isAfter(expires) ? expires : until));
    }
  }

  private void schedule(SuppressionPolicySpec.Schedule declared) {
    Optional<Schedule> schedule = ScheduleReader.read(declared, problems);
    if (spec.expires() != null) {
      Instant expires = spec.expires();
      timing = schedule.map(read -> new Timing.Recurring(read, expires));
    }
  }

  private void match() {
    problems.require(!spec.match().isEmpty() && spec.match().size() <= MOST_MATCH_SETS, "/spec/match", "MatchInvalid",
        "1 to " + MOST_MATCH_SETS + " sets of matchers are required");
    for (int index = 0; index < Math.min(spec.match().size(), MOST_MATCH_SETS); index++) {
      matchers("/spec/match/" + index + "/matchers", spec.match().get(index));
    }
  }

  private void matchers(String path, Match match) {
    List<String> texts = match.matchers();
    if (!problems.require(!texts.isEmpty() && texts.size() <= MOST_MATCHERS, path, "MatchInvalid",
        "1 to " + MOST_MATCHERS + " matchers are required")) {
      return;
    }
    List<Matcher> matchers = new ArrayList<>();
    for (int index = 0; index < texts.size(); index++) {
      try {
        matchers.add(MatcherSyntax.parse(texts.get(index)));
      } catch (MatcherSyntaxException wrong) {
        problems.add(path + "/" + index, "MatcherInvalid", wrong.getMessage());
      }
    }
    if (id.kind() == Kind.SUPPRESSION_POLICY) {
      matchers.add(new Matcher("namespace", Operation.EQUAL, id.namespace()));
    }
    sets.add(MatcherSet.of(matchers));
  }
}
