package dev.shizuka.report.render;

import dev.shizuka.api.SuppressionPolicySpec.Mode;
import dev.shizuka.report.noise.NoiseFigures;
import dev.shizuka.report.noise.NoiseFigures.Estimate;
import dev.shizuka.report.noise.NoiseFigures.PolicyEffect;
import dev.shizuka.report.render.Document.Definition;
import dev.shizuka.report.render.Document.Section;
import dev.shizuka.report.render.Document.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/** Section 4: what policies saved, and which ask for a decision. */
final class PoliciesPart {
  private PoliciesPart() {}

  static Section of(NoiseFigures figures, Words words) {
    List<PolicyEffect> observing = figures.policies().stream()
        .filter(policy -> policy.mode().equals(Mode.Observe.name())).toList();
    List<PolicyEffect> enforcing = figures.policies().stream().filter(policy -> !observing.contains(policy)).toList();
    return new Section("policies", words.text("policies"),
        List.of(new Definition(words.text("policies.callsSaved"), words.text("policies.callsSaved.definition")),
            new Definition(words.text("policies.handlingSaved"), words.text("policies.handlingSaved.definition")),
            new Definition(words.text("policies.wouldHide"), words.text("policies.wouldHide.definition")),
            new Definition(words.text("policies.note"), words.text("policies.note.definition"))),
        List.of(enforcing(enforcing, words), observing(observing, words)));
  }

  private static Table enforcing(List<PolicyEffect> policies, Words words) {
    return new Table(words.text("policies.enforcing"),
        Columns.of(words, "policy", "#figure.Suppressed", "#policies.callsSaved", "#policies.handlingSaved",
            "policies.expires", "policies.note"),
        policies.stream()
            .map(policy -> List.of(policy.policy(), words.number(policy.suppressed()),
                estimate(policy.callsSaved(), words::number, words),
                estimate(policy.handlingSaved(), words::span, words), expires(policy, words), note(policy, words)))
            .toList(),
        words.text("policies.noneEnforcing"));
  }

  private static Table observing(List<PolicyEffect> policies, Words words) {
    return new Table(words.text("policies.observing"),
        Columns.of(words, "policy", "#policies.wouldHide", "#figure.HandlingTime", "policies.expires",
            "policies.note"),
        policies.stream()
            .map(policy -> List.of(policy.policy(), words.number(policy.wouldHide()),
                words.span(policy.wouldHideHandlingSeconds()), expires(policy, words), note(policy, words)))
            .toList(),
        words.text("policies.noneObserving"));
  }

  private static String estimate(@Nullable Estimate estimate, DoubleFunction<String> write, Words words) {
    return estimate == null
        ? "–"
        : words.text("policies.estimate", write.apply(estimate.mean()), write.apply(estimate.low()),
            write.apply(estimate.high()));
  }

  private static String expires(PolicyEffect policy, Words words) {
    return policy.expires() == null ? "–" : words.day(policy.expires());
  }

  private static String note(PolicyEffect policy, Words words) {
    List<String> notes = new ArrayList<>();
    if (policy.expiring()) {
      notes.add(words.text("policies.expiring"));
    }
    if (policy.unused()) {
      notes.add(words.text("policies.unused"));
    }
    if (policy.mode().equals("Gone")) {
      notes.add(words.text("policies.gone"));
    }
    if (policy.notEstimated() > 0) {
      notes.add(words.text("policies.notEstimated", words.number(policy.notEstimated())));
    }
    return String.join(words.text("comma"), notes);
  }
}
