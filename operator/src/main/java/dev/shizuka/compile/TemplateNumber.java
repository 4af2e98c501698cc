package dev.shizuka.compile;

import com.google.re2j.Pattern;
import java.math.BigInteger;
import java.util.Locale;

/**
 * Numbers of Go templates: integers of any base with underscores, floating point, imaginary and complex constants. Underscores in a floating
 * point number are refused, which Go does not always do.
 */
final class TemplateNumber {
  private static final Pattern DECIMAL = Pattern.compile("0|[1-9](_?[0-9])*");
  private static final Pattern BASED = Pattern
      .compile("0(_?[0-7])+|0[xX](_?[0-9a-fA-F])+|0[oO](_?[0-7])+|0[bB](_?[01])+");
  private static final Pattern FLOAT = Pattern
      .compile("([0-9]+\\.[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?|[0-9]+[eE][+-]?[0-9]+");
  private static final Pattern HEX_FLOAT = Pattern
      .compile("0[xX]([0-9a-fA-F]+\\.?[0-9a-fA-F]*|\\.[0-9a-fA-F]+)[pP][+-]?[0-9]+");
  private static final Pattern IMAGINARY = Pattern.compile("[+-]?[0-9]{1,15}(\\.[0-9]{1,15})?i");
  private static final Pattern COMPLEX = Pattern
      .compile("[+-]?[0-9]{1,15}(\\.[0-9]{1,15})?[+-][0-9]{1,15}(\\.[0-9]{1,15})?i");
  private static final BigInteger SIGNED_LEAST = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger SIGNED_MOST = BigInteger.valueOf(Long.MAX_VALUE);
  private static final BigInteger UNSIGNED_MOST = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

  private TemplateNumber() {}

  /** How long the number that stands next is; its value is checked later. */
  static int length(TemplateInput input) {
    int length = input.at("+") || input.at("-") ? 1 : 0;
    String digits = "0123456789_";
    if (input.peek(length) == '0') {
      length++;
      digits = switch (input.peek(length)) {
        case 'x', 'X' -> "0123456789abcdefABCDEF_";
        case 'o', 'O' -> "01234567_";
        case 'b', 'B' -> "01_";
        default -> digits;
      };
      length += "xXoObB".indexOf(input.peek(length)) >= 0 ? 1 : 0;
    }
    length = run(input, length, digits);
    length = input.peek(length) == '.' ? run(input, length + 1, digits) : length;
    length = exponent(input, length, digits.length());
    length += input.peek(length) == 'i' ? 1 : 0;
    if (TemplateInput.isAlphanumeric(input.peek(length))) {
      throw new TemplateError("bad number syntax: \"" + input.take(length + 1) + '"');
    }
    return length;
  }

  private static int exponent(TemplateInput input, int from, int digits) {
    String marks = digits == 11 ? "eE" : digits == 23 ? "pP" : "";
    if (marks.indexOf(input.peek(from)) < 0) {
      return from;
    }
    int sign = "+-".indexOf(input.peek(from + 1)) >= 0 ? 1 : 0;
    return run(input, from + 1 + sign, "0123456789_");
  }

  private static int run(TemplateInput input, int from, String digits) {
    int length = from;
    while (digits.indexOf(input.peek(length)) >= 0) {
      length++;
    }
    return length;
  }

  /** @throws TemplateError where Go cannot represent it */
  static void check(String text) {
    String unsigned = text.startsWith("+") || text.startsWith("-") ? text.substring(1) : text;
    boolean good = DECIMAL.matches(unsigned) || BASED.matches(unsigned)
        ? fits(text, unsigned)
        : IMAGINARY.matches(text) || (FLOAT.matches(unsigned) || HEX_FLOAT.matches(unsigned)) && finite(unsigned);
    if (!good) {
      throw new TemplateError("illegal number syntax: \"" + text + '"');
    }
  }

  /** @throws TemplateError unless it is a pair of plain decimal numbers */
  static void checkComplex(String text) {
    if (!COMPLEX.matches(text)) {
      throw new TemplateError("illegal number syntax: \"" + text + '"');
    }
  }

  private static boolean fits(String text, String unsigned) {
    BigInteger value = integer(unsigned.replace("_", "").toLowerCase(Locale.ROOT));
    if (text.equals(unsigned)) {
      return value.compareTo(UNSIGNED_MOST) <= 0;
    }
    BigInteger signed = text.startsWith("-") ? value.negate() : value;
    return signed.compareTo(SIGNED_LEAST) >= 0 && signed.compareTo(SIGNED_MOST) <= 0;
  }

  private static BigInteger integer(String digits) {
    if (digits.startsWith("0x")) {
      return new BigInteger(digits.substring(2), 16);
    }
    if (digits.startsWith("0b")) {
      return new BigInteger(digits.substring(2), 2);
    }
    if (digits.startsWith("0o")) {
      return new BigInteger(digits.substring(2), 8);
    }
    return new BigInteger(digits, digits.startsWith("0") ? 8 : 10);
  }

  private static boolean finite(String text) {
    return Double.isFinite(Double.parseDouble(text));
  }
}
