package dev.shizuka.policy;

import com.google.re2j.Pattern;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One comparison of one label, with Alertmanager's semantics: a missing label equals the empty one, and a regular expression (RE2)
 * must match the whole value.
 */
public final class Matcher implements Comparable<Matcher> {
  private static final Comparator<Matcher> ORDER = Comparator.comparing(Matcher::name).thenComparing(Matcher::operation)
      .thenComparing(Matcher::value);

  private final String name;
  private final Operation operation;
  private final String value;
  private final @Nullable Pattern pattern;

  /** @throws com.google.re2j.PatternSyntaxException if the operation takes a regular expression and the value is none */
  public Matcher(String name, Operation operation, String value) {
    this.name = name;
    this.operation = operation;
    this.value = value;
    this.pattern = operation == Operation.REGEX || operation == Operation.NOT_REGEX ? Pattern.compile(value) : null;
  }

  public String name() {
    return name;
  }

  public Operation operation() {
    return operation;
  }

  public String value() {
    return value;
  }

  public boolean matches(Map<String, String> labels) {
    return matchesValue(labels.getOrDefault(name, ""));
  }

  /** Whether a label of that value (empty: missing) satisfies this matcher. */
  public boolean matchesValue(String actual) {
    return switch (operation) {
      case EQUAL -> value.equals(actual);
      case NOT_EQUAL -> !value.equals(actual);
      case REGEX -> pattern != null && pattern.matches(actual);
      case NOT_REGEX -> pattern != null && !pattern.matches(actual);
    };
  }

  public Matcher negated() {
    return new Matcher(name, operation.negated(), value);
  }

  @Override
  public int compareTo(Matcher other) {
    return ORDER.compare(this, other);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Matcher that && name.equals(that.name) && operation == that.operation
        && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return (name.hashCode() * 31 + operation.hashCode()) * 31 + value.hashCode();
  }

  /** As Alertmanager writes it: {@code name=~"value"}. */
  @Override
  public String toString() {
    return name + operation.sign() + '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
