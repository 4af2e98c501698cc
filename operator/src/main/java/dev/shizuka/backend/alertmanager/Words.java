package dev.shizuka.backend.alertmanager;

import com.google.re2j.Pattern;

/** What Alertmanager says of a configuration. */
final class Words {
  private static final Pattern QUOTED = Pattern.compile("(?s)`[^`]*`|\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*'");

  private Words() {}

  /** It quotes what it refuses, and that may be a secret of the configuration's owner. */
  static String withoutQuotes(String words) {
    return QUOTED.matcher(words.strip()).replaceAll("…") + " (its log says more)";
  }
}
