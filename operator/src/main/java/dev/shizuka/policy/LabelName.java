package dev.shizuka.policy;

/** Label names that every Prometheus and Alertmanager takes: {@code [a-zA-Z_][a-zA-Z0-9_]*}. */
public final class LabelName {
  private LabelName() {}

  public static boolean valid(String name) {
    for (int at = 0; at < name.length(); at++) {
      if (!part(name.charAt(at), at == 0)) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  static boolean part(char next, boolean first) {
    return next == '_' || (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z')
        || (!first && next >= '0' && next <= '9');
  }
}
