package dev.shizuka.policy;

import java.time.LocalDate;

/** Days from the first to the last, both included. */
public record DateRange(LocalDate first, LocalDate last) {
  public DateRange {
    if (last.isBefore(first)) {
      throw new IllegalArgumentException("a range of dates must not end before it starts: " + first + ".." + last);
    }
  }

  boolean contains(LocalDate date) {
    return !date.isBefore(first) && !date.isAfter(last);
  }
}
