package dev.shizuka.policy;

/**
 * How a value may begin.
 *
 * @param whole whether the value is this text; otherwise anything may follow
 */
record Beginning(String text, boolean whole) {
  boolean admits(String value) {
    return whole ? value.equals(text) : value.startsWith(text);
  }
}
