package dev.shizuka.policy;

import java.util.Arrays;

/** Numbers of policies, gathered while an index is searched. */
final class Found {
  private int[] numbers = {};
  private int size;

  void add(int number) {
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, Math.max(4, size * 2));
    }
    numbers[size++] = number;
  }

  /** Ascending, each once. */
  int[] sorted() {
    return size < 2 ? Arrays.copyOf(numbers, size) : Arrays.stream(numbers, 0, size).sorted().distinct().toArray();
  }
}
