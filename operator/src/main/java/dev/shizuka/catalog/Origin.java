package dev.shizuka.catalog;

import java.util.Map;

/**
 * Where an object was read.
 *
 * @param file path of the file relative to the directory, or empty for an object of a cluster
 * @param lines line (from 1) of each JSON pointer in the object, such as {@code /spec/rules/3/expr}; empty for a cluster. The
 *     pointer {@code ""} is the first line of the document.
 */
public record Origin(String file, Map<String, Integer> lines) {
  /** Of an object that came from a cluster. */
  public static final Origin CLUSTER = new Origin("", Map.of());

  public Origin {
    lines = Map.copyOf(lines);
  }

  /** The line of that pointer or of the nearest one around it; 0 where no line is known. */
  public int line(String path) {
    for (String at = path;; at = at.substring(0, at.lastIndexOf('/'))) {
      Integer line = lines.get(at);
      if (line != null) {
        return line;
      }
      if (at.lastIndexOf('/') < 0) {
        return 0;
      }
    }
  }
}
