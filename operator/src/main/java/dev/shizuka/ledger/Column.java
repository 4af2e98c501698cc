package dev.shizuka.ledger;

/** Texts from outside that become columns. Labels may hold any UTF-8, and PostgreSQL refuses NUL, with the whole poll. */
final class Column {
  private Column() {}

  /** With U+FFFD for each NUL. */
  static String text(String raw) {
    return raw.indexOf('\0') < 0 ? raw : raw.replace('\0', '\uFFFD');
  }
}
