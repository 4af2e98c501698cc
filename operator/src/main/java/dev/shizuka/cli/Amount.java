package dev.shizuka.cli;

/** A number of things, for people. */
final class Amount {
  private Amount() {}

  static String of(int number, String one, String several) {
    return number + " " + (number == 1 ? one : several);
  }
}
