package dev.shizuka.policy;

/** How a matcher compares, as Alertmanager writes it. */
public enum Operation {
  EQUAL("="), NOT_EQUAL("!="), REGEX("=~"), NOT_REGEX("!~");

  private final String sign;

  Operation(String sign) {
    this.sign = sign;
  }

  public String sign() {
    return sign;
  }

  /** Whether the value is a regular expression. */
  public boolean takesRegex() {
    return this == REGEX || this == NOT_REGEX;
  }

  /** The operation that is true where this one is false. */
  public Operation negated() {
    return switch (this) {
      case EQUAL -> NOT_EQUAL;
      case NOT_EQUAL -> EQUAL;
      case REGEX -> NOT_REGEX;
      case NOT_REGEX -> REGEX;
    };
  }
}
