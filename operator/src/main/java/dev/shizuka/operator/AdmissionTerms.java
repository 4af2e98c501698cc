package dev.shizuka.operator;

import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an installation puts into the admission policies, as CEL.
 *
 * @param appliers accounts that set authors and approvers for others, such as {@code system:serviceaccount:flux-system:kustomize-controller}
 * @param maxLifetime how far ahead {@code expires} of a new policy may be
 */
public record AdmissionTerms(List<String> appliers, Duration maxLifetime) {
  /** As the files say them until they are replaced, by the chart and here. */
  private static final String NO_APPLIERS = "[]";
  private static final String LIFETIME = "duration('9600h')";
  private static final Pattern DURATION = Pattern.compile("duration\\(['\"](\\d{1,9})([hms])['\"]\\)");
  /** Of an account in Kubernetes; nothing that would have to be escaped, for it stands in an expression. */
  private static final String NAME = "[^'\"\\\\<>&\\p{Cntrl}]{1,253}";
  private static final Pattern ACCOUNT = Pattern.compile(NAME);
  private static final String QUOTED = "(?:'" + NAME + "'|\"" + NAME + "\")";
  private static final Pattern ITEM = Pattern.compile(QUOTED);
  /** Nothing else is a list of names: what a lenient reader would take for one may grant more than it reads. */
  private static final Pattern LIST = Pattern.compile("\\[ *(?:" + QUOTED + "(?: *, *" + QUOTED + ")*)? *]");

  public AdmissionTerms {
    appliers = List.copyOf(appliers);
    appliers.stream().filter(name -> !account(name)).findFirst().ifPresent(name -> {
      throw new IllegalArgumentException("'" + name + "' is no name of an account");
    });
  }

  /** Whether this can be the name of an account. */
  public static boolean account(String name) {
    return ACCOUNT.matcher(name).matches();
  }

  /** An expression of a file with these terms in it; any other expression as it is. */
  String filled(String expression) {
    return switch (expression) {
      case NO_APPLIERS -> list(appliers.stream());
      case LIFETIME -> "duration('" + maxLifetime.toSeconds() + "s')";
      default -> expression;
    };
  }

  /** The same for two expressions that mean the same list of names or the same time, whatever the order and the unit. */
  static String meaning(String expression) {
    String text = expression.strip();
    Matcher duration = DURATION.matcher(text);
    if (duration.matches()) {
      return Duration.parse("PT" + duration.group(1) + duration.group(2)).toString();
    }
    return LIST.matcher(text).matches()
        ? list(ITEM.matcher(text).results().map(MatchResult::group).map(item -> item.substring(1, item.length() - 1))
            .sorted().distinct())
        : expression;
  }

  private static String list(Stream<String> names) {
    return names.map(name -> '"' + name + '"').collect(Collectors.joining(",", "[", "]"));
  }
}
