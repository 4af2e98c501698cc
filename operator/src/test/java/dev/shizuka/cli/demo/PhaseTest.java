package dev.shizuka.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PhaseTest {
  private final Phase phase = new Phase(100, 10, 30);

  @Test
  void holdsInEveryCycle() {
    assertThat(phase.holds(9.9)).isFalse();
    assertThat(phase.holds(10)).isTrue();
    assertThat(phase.holds(30)).isFalse();
    assertThat(phase.holds(229.9)).isTrue();
  }

  @Test
  void addsUpOverCycles() {
    assertThat(phase.total(5)).isZero();
    assertThat(phase.total(15)).isEqualTo(5);
    assertThat(phase.total(99)).isEqualTo(20);
    assertThat(phase.total(212)).isEqualTo(42);
  }

  @Test
  void mustLieWithinTheCycle() {
    assertThatThrownBy(() -> new Phase(100, 50, 101)).isInstanceOf(IllegalArgumentException.class);
  }
}
