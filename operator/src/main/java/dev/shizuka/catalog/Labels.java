package dev.shizuka.catalog;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Labels of one alert, sorted by name. Immutable. Two arrays and no tree, and shared by all that speak of the alert: there are hundreds of
 * thousands, of ten labels or so, and each poll asks them all.
 */
public final class Labels extends AbstractMap<String, String> {
  private final String[] names;
  private final String[] values;

  private Labels(Map<String, String> labels) {
    this.names = labels.keySet().toArray(String[]::new);
    Arrays.sort(names);
    this.values = new String[names.length];
    for (int at = 0; at < names.length; at++) {
      values[at] = labels.getOrDefault(names[at], "");
    }
  }

  public static Labels of(Map<String, String> labels) {
    return labels instanceof Labels already ? already : new Labels(labels);
  }

  @Override
  public @Nullable String get(@Nullable Object name) {
    int at = index(name);
    return at < 0 ? null : values[at];
  }

  @Override
  public String getOrDefault(@Nullable Object name, String other) {
    int at = index(name);
    return at < 0 ? other : values[at];
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return index(name) >= 0;
  }

  /** One after the other: for so few that is as fast as any other way. */
  private int index(@Nullable Object name) {
    for (int at = 0; at < names.length; at++) {
      if (names[at].equals(name)) {
        return at;
      }
    }
    return -1;
  }

  @Override
  public void forEach(BiConsumer<? super String, ? super String> action) {
    for (int at = 0; at < names.length; at++) {
      action.accept(names[at], values[at]);
    }
  }

  @Override
  public Set<Map.Entry<String, String>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Map.Entry<String, String>> iterator() {
        return IntStream.range(0, names.length).mapToObj(at -> Map.entry(names[at], values[at])).iterator();
      }

      @Override
      public int size() {
        return names.length;
      }
    };
  }
}
