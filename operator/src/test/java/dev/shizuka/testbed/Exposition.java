package dev.shizuka.testbed;

import java.util.List;

/** What {@code /metrics} says. */
public record Exposition(List<String> lines) {
  public static Exposition of(String text) {
    return new Exposition(text.lines().toList());
  }

  /** Sum of all series of that name that have these labels, each as {@code name="value"}. */
  public double sum(String name, String... labels) {
    return lines.stream().filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .filter(line -> List.of(labels).stream().allMatch(line::contains))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ')))).sum();
  }
}
