package dev.shizuka;

import dev.shizuka.cli.Shizuka;

/** The launcher's entry. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(Shizuka.run(arguments));
  }
}
