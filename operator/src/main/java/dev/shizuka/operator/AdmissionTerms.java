package dev.shizuka.operator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
  /** Of an account's name in Kubernetes; no quotes, for it stands in an expression. */
  private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z0-9@:._/+-]{1,253}");
  private static final ObjectMapper JSON = new ObjectMapper();

  public AdmissionTerms {
    appliers = List.copyOf(appliers);
  }

  /** Whether this can be the name of an account. */
  public static boolean account(String name) {
    return ACCOUNT.matcher(name).matches();
  }

  /** An expression of a file with these terms in it; any other expression as it is. */
  String filled(String expression) {
    return switch (expression) {
      case NO_APPLIERS -> list(appliers);
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
    return text.startsWith("[") ? names(text) : expression;
  }

  private static String names(String text) {
    try {
      return list(List.copyOf(new TreeSet<>(List.of(JSON.readValue(text.replace('\'', '"'), String[].class)))));
    } catch (JsonProcessingException | IllegalArgumentException | NullPointerException other) {
      // Not a list of names: it means what it says.
      return text;
    }
  }

  private static String list(List<String> names) {
    try {
      return JSON.writeValueAsString(names);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("Names can be written", impossible);
    }
  }
}
