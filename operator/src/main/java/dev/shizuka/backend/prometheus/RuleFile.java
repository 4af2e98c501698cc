package dev.shizuka.backend.prometheus;

import dev.shizuka.compile.CompiledRule;
import dev.shizuka.compile.RuleGroup;
import dev.shizuka.compile.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One rule file with one group. Equal groups make equal bytes: nothing in it tells the time or the order of anything else.
 *
 * <p>The first line is the mark of whose it is, the second the digest of what follows it: a file that does not fit its own digest was
 * edited by somebody else.
 */
final class RuleFile {
  /** Every name of ours begins so. Kubernetes names have no underscore, which keeps {@code shizuka_NAMESPACE_NAME.yaml} injective. */
  static final String PREFIX = "shizuka_";
  private static final String SUFFIX = ".yaml";
  private static final String DIGEST = "# digest ";
  /** File systems allow 255 bytes, ConfigMap keys 253. */
  private static final int LONGEST_NAME = 240;

  private RuleFile() {}

  /** The name of the group's file; never changes for the same object. What would not be a safe file name becomes a digest. */
  static String name(RuleGroup group) {
    String namespace = group.owner().namespace();
    String name = group.owner().name();
    String plain = PREFIX + namespace + "_" + name + SUFFIX;
    if (plain.length() <= LONGEST_NAME && safe(namespace) && safe(name)) {
      return plain;
    }
    return PREFIX + Sha256.of(namespace + "/" + name) + SUFFIX;
  }

  private static boolean safe(String part) {
    return !part.isEmpty() && part.chars()
        .allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '.');
  }

  /** Whether a file of this name could be ours at all. */
  static boolean named(String file) {
    return file.startsWith(PREFIX) && file.endsWith(SUFFIX);
  }

  /** The first line of every file of this installation and backend. */
  static String mark(String installation, String backend) {
    return "# Made by Shizuka " + quoted(installation + "/" + backend) + "; edits are undone.\n";
  }

  static boolean marked(String mark, String content) {
    return content.startsWith(mark);
  }

  /** Whether a marked file is as Shizuka once wrote it. */
  static boolean intact(String mark, String content) {
    int body = content.indexOf('\n', mark.length()) + 1;
    return body > 0 && content.substring(mark.length(), body).equals(digestLine(content.substring(body)));
  }

  static String render(String mark, RuleGroup group) {
    StringBuilder body = new StringBuilder(512 * (1 + group.rules().size()));
    body.append("groups:\n- name: ").append(quoted(group.name())).append('\n');
    if (!group.interval().isEmpty()) {
      body.append("  interval: ").append(quoted(group.interval())).append('\n');
    }
    body.append(group.rules().isEmpty() ? "  rules: []\n" : "  rules:\n");
    group.rules().forEach(rule -> render(body, rule));
    String text = body.toString();
    return mark + digestLine(text) + text;
  }

  private static String digestLine(String body) {
    return DIGEST + Sha256.of(body) + "\n";
  }

  private static void render(StringBuilder body, CompiledRule rule) {
    body.append(rule.alert() ? "  - alert: " : "  - record: ").append(quoted(rule.name())).append('\n');
    field(body, "expr", rule.expr());
    field(body, "for", rule.forDuration());
    field(body, "keep_firing_for", rule.keepFiringFor());
    map(body, "labels", rule.labels());
    map(body, "annotations", rule.annotations());
  }

  private static void field(StringBuilder body, String name, String value) {
    if (!value.isEmpty()) {
      body.append("    ").append(name).append(": ").append(quoted(value)).append('\n');
    }
  }

  private static void map(StringBuilder body, String name, Map<String, String> entries) {
    if (!entries.isEmpty()) {
      body.append("    ").append(name).append(":\n");
      entries.forEach(
          (key, value) -> body.append("      ").append(quoted(key)).append(": ").append(quoted(value)).append('\n'));
    }
  }

  /**
   * A YAML double-quoted scalar on one line (YAML 1.2.2, 7.3.1): nothing in it can be taken for anything but text. What is not printable
   * or not visible is escaped; a lone surrogate, which UTF-8 cannot carry, becomes U+FFFD.
   */
  static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 8).append('"');
    text.codePoints().forEach(c -> {
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        default -> {
          int shown = c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c;
          if (plain(shown)) {
            out.appendCodePoint(shown);
          } else {
            out.append(String.format(shown > 0xFFFF ? "\\U%08X" : "\\u%04X", shown));
          }
        }
      }
    });
    return out.append('"').toString();
  }

  /** Fixed ranges, not Java's tables: those change with the JDK, and the bytes must not. */
  private static boolean plain(int c) {
    boolean invisible = c < 0x20 || c >= 0x7F && c <= 0xA0 || c == 0xAD || c >= 0x2000 && c <= 0x200F
        || c >= 0x2028 && c <= 0x202F || c >= 0x205F && c <= 0x206F || c == 0x3000 || c >= 0xE000 && c <= 0xF8FF
        || c == 0xFEFF || c >= 0xFFF0 && c <= 0xFFFC || c >= 0xFFFE && c <= 0xFFFF || c >= 0xE0000;
    return !invisible;
  }

  /** How many bytes a file is in a ConfigMap. */
  static int size(String name, String content) {
    return name.length() + content.getBytes(StandardCharsets.UTF_8).length;
  }
}
