package dev.shizuka.compile;

import dev.shizuka.api.AlertPrioritySpec;
import dev.shizuka.api.AlertPrioritySpec.Response;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.Problem;
import dev.shizuka.policy.LabelName;
import dev.shizuka.policy.MatcherSyntax;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What may be wrong with an AlertPriority. The schema says the same; old objects and directories never met it. */
final class PriorityCheck {
  private static final int LEAST_URGENT = 1000;
  /** A Kubernetes label value. */
  private static final int LONGEST_NAME = 63;
  private static final int MOST_ASSIGN_SETS = AlertPrioritySpec.MOST_ASSIGN_SETS;
  private static final int MOST_CAUSES = 32;
  private static final int MOST_ASSIGN_LABELS = 16;

  private final Problems problems = new Problems();

  private PriorityCheck() {}

  static List<Problem> check(Declared<AlertPrioritySpec> priority) {
    PriorityCheck check = new PriorityCheck();
    AlertPrioritySpec spec = priority.spec();
    check.problems.require(Problems.name(priority.id().name(), LONGEST_NAME), "/metadata/name", "NameInvalid",
        "The name becomes the value of the label priority: lower-case letters, digits, - and ., at most "
            + LONGEST_NAME);
    check.problems.require(spec.rank() != null && spec.rank() >= 1 && spec.rank() <= LEAST_URGENT, "/spec/rank",
        "RankInvalid", "A rank from 1 (most urgent) to " + LEAST_URGENT + " is required");
    check.problems.require(spec.severity() == null || Problems.text(spec.severity(), MatcherSyntax.LONGEST_VALUE),
        "/spec/severity", "SeverityInvalid", "The severity becomes a label value: leave it out or write one");
    check.response(spec.response());
    check.assign(spec.assign());
    return check.problems.all();
  }

  private void response(@Nullable Response response) {
    if (response == null) {
      return;
    }
    ResponseObjective.read("/spec/response", response, problems);
    Integer objective = response.objective();
    problems.require(objective == null || objective >= 1 && objective <= 100, "/spec/response/objective",
        "ResponseInvalid",
        "A percentage from 1 to 100, or none at all");
    causes(response.causes());
  }

  private void causes(List<String> causes) {
    problems.require(causes.size() <= MOST_CAUSES, "/spec/response/causes", "ResponseInvalid",
        "At most " + MOST_CAUSES + " causes are allowed: a list that people can choose from in the night");
    for (int index = 0; index < Math.min(causes.size(), MOST_CAUSES); index++) {
      boolean again = causes.subList(0, index).contains(causes.get(index));
      problems.require(Problems.text(causes.get(index), LONGEST_NAME) && !again, "/spec/response/causes/" + index,
          "ResponseInvalid", "A cause is a text of at most " + LONGEST_NAME + " characters that stands there once");
    }
  }

  private void assign(List<Map<String, String>> sets) {
    problems.require(sets.size() <= MOST_ASSIGN_SETS, "/spec/assign", "AssignInvalid",
        "At most " + MOST_ASSIGN_SETS + " sets are allowed");
    for (int index = 0; index < sets.size(); index++) {
      String path = "/spec/assign/" + index;
      Map<String, String> set = sets.get(index);
      problems.require(!set.isEmpty() && set.size() <= MOST_ASSIGN_LABELS, path, "AssignInvalid",
          "A set needs 1 to " + MOST_ASSIGN_LABELS + " labels: an empty one would take every alert");
      set.forEach(
          (label, value) -> assignLabel(path + "/" + label.replace("~", "~0").replace("/", "~1"), label, value));
    }
  }

  private void assignLabel(String path, String label, String value) {
    problems.require(LabelName.valid(label), path, "AssignInvalid",
        "`" + label + "` is no label name: letters, digits and _, no digit first");
    problems.require(!label.equals("priority") && !label.equals(Mark.LABEL), path, "AssignInvalid",
        "assign is asked only for alerts without the label priority, and " + Mark.LABEL + " is ours");
    problems.require(value.isEmpty() || Problems.text(value, MatcherSyntax.LONGEST_VALUE), path, "AssignInvalid",
        "The value must be text of at most " + MatcherSyntax.LONGEST_VALUE + " characters");
  }
}
