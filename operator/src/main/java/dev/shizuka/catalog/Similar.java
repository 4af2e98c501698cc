package dev.shizuka.catalog;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** What somebody may have meant. */
public final class Similar {
  private static final int FAR = 3;

  private Similar() {}

  /** {@code : did you mean "x"?}, or nothing. */
  public static String question(String word, Iterable<String> known) {
    return nearest(word, known).map(near -> ": did you mean \"" + near + "\"?").orElse("");
  }

  /** The nearest of the known words, if one is near. Case does not count. */
  static Optional<String> nearest(String word, Iterable<String> known) {
    return StreamSupport.stream(known.spliterator(), false)
        .filter(each -> distance(word, each) < Math.min(FAR, 1 + each.length() / 2))
        .min(Comparator.comparing((String each) -> distance(word, each)).thenComparing(each -> each));
  }

  /** Letters to insert, drop, replace or swap with a neighbour; never more than needed to say that it is far. */
  private static int distance(String from, String to) {
    String a = from.toLowerCase(Locale.ROOT);
    String b = to.toLowerCase(Locale.ROOT);
    if (Math.abs(a.length() - b.length()) >= FAR) {
      return FAR;
    }
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int step(int[][] cost, String a, String b, int i, int j) {
    int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int least = Math.min(cost[i - 1][j - 1] + same, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
    boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
  }
}
