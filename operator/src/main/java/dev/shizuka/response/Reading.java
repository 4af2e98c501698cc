package dev.shizuka.response;

import java.util.List;

/** What a delivery says; nothing where it has faults. */
public record Reading(List<ResponseEvent> events, List<Fault> faults) {
  public Reading {
    events = List.copyOf(events);
    faults = List.copyOf(faults);
  }

  static Reading of(List<ResponseEvent> events) {
    return new Reading(events, List.of());
  }

  static Reading of(Fault fault) {
    return new Reading(List.of(), List.of(fault));
  }
}
