package dev.shizuka.ledger.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PeriodsTest {
  private static Period period(long from, long until) {
    return new Period(Instant.ofEpochSecond(from), Instant.ofEpochSecond(until));
  }

  @Provide
  Arbitrary<Period> period() {
    return Combinators.combine(Arbitraries.longs().between(0, 60), Arbitraries.longs().between(0, 20))
        .as((from, length) -> period(from, from + length));
  }

  @Provide
  Arbitrary<List<Period>> periods() {
    return period().list().ofMaxSize(6);
  }

  private static boolean in(List<Period> periods, long second) {
    return periods.stream().anyMatch(period -> period.contains(Instant.ofEpochSecond(second)));
  }

  @Property
  void eachMomentIsInWhatIsJoinedAsBefore(@ForAll("periods") List<Period> periods) {
    List<Period> joined = Periods.joined(periods, Duration.ZERO);
    LongStream.range(-1, 90).forEach(second -> assertThat(in(joined, second)).isEqualTo(in(periods, second)));
    for (int i = 1; i < joined.size(); i++) {
      assertThat(joined.get(i).from()).isAfter(joined.get(i - 1).until());
    }
  }

  @Property
  void eachMomentOfThePeriodIsLeftUnlessItIsTaken(@ForAll("period") Period period,
      @ForAll("periods") List<Period> taken) {
    List<Period> left = Periods.without(period, taken);
    LongStream.range(-1, 90).forEach(second -> assertThat(in(left, second))
        .isEqualTo(period.contains(Instant.ofEpochSecond(second)) && !in(taken, second)));
  }

  @Example
  void thoseThatAreNearAreOne() {
    List<Period> apart = List.of(period(0, 5), period(10, 12));
    assertThat(Periods.joined(apart, Duration.ofSeconds(5))).isEqualTo(apart);
    assertThat(Periods.joined(apart, Duration.ofSeconds(6))).containsExactly(period(0, 12));
  }
}
