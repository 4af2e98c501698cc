package dev.shizuka.policy;

import com.google.re2j.Pattern;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  /** All values of an expression that is nothing but literals: RE2/J, whose programs are large, is not needed for it. */
  private final @Nullable Set<String> alternatives;

  /** @throws com.google.re2j.PatternSyntaxException if the operation takes a regular expression and the value is none */
  public Matcher(String name, Operation operation, String value) {
    this.name = name;
    this.operation = operation;
    this.value = value;
    this.alternatives = operation.takesRegex() ? Alternatives.of(value).map(LinkedHashSet::new).orElse(null) : null;
    this.pattern = operation.takesRegex() && alternatives == null ? anchored(value) : null;
  }

  /**
   * Alertmanager checks the bare expression when it takes a silence and runs it inside {@code ^(?:…)$}; {@code \\Qx} passes the first and
   * not the second, {@code a)(b} the other way round. So both must compile. A dot does not match a newline there, nor here.
   */
  private static Pattern anchored(String value) {
    Pattern unused = Pattern.compile(value);
    return Pattern.compile("^(?:" + value + ")$");
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

  /** Whether RE2/J is needed. */
  boolean slow() {
    return pattern != null;
  }

  /** Whether a label of that value (empty: missing) satisfies this matcher. */
  public boolean matchesValue(String actual) {
    return switch (operation) {
      case EQUAL -> value.equals(actual);
      case NOT_EQUAL -> !value.equals(actual);
      case REGEX -> matchesRegex(actual);
      case NOT_REGEX -> !matchesRegex(actual);
    };
  }

  private boolean matchesRegex(String actual) {
    return alternatives != null ? alternatives.contains(actual) : pattern != null && pattern.matches(actual);
  }

  /**
   * All values that satisfy this matcher, where they are few and certain: the value of {@code =}, the alternatives of a {@code =~} that has
   * nothing but literals. Empty where that cannot be said.
   */
  Optional<List<String>> literals() {
    return switch (operation) {
      case EQUAL -> Optional.of(List.of(value));
      case REGEX -> Optional.ofNullable(alternatives).map(List::copyOf);
      case NOT_EQUAL, NOT_REGEX -> Optional.empty();
    };
  }

  public Matcher negated() {
    return new Matcher(name, operation.negated(), value);
  }

  /** Whether the other one is true exactly where this one is false, by its wording. */
  boolean opposes(Matcher other) {
    return name.equals(other.name) && operation == other.operation.negated() && value.equals(other.value);
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
