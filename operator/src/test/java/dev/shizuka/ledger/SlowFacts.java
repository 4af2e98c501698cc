package dev.shizuka.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.ledger.facts.AlertSeries;
import dev.shizuka.ledger.facts.Answer;
import dev.shizuka.ledger.facts.EpisodeFact;
import dev.shizuka.ledger.facts.FactScope;
import dev.shizuka.ledger.facts.MemoryFacts;
import dev.shizuka.ledger.facts.NoiseFacts;
import dev.shizuka.ledger.facts.Period;
import dev.shizuka.ledger.facts.SlotFacts;
import dev.shizuka.response.EpisodeId;
import dev.shizuka.response.EpisodeSpan;
import dev.shizuka.response.Handling;
import dev.shizuka.response.MemoryResponses;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The facts of all episodes in a store, made one by one from what was told of them, without any sum. */
final class SlowFacts {
  static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");

  private SlowFacts() {}

  /** Of a store whose episodes are older than promises and answers: all that is known of them is what the rows say. */
  static void assertSameOfOld(Store store, NoiseFacts facts, Instant now) {
    List<EpisodeFact> episodes = rows(store).stream().map(row -> fact(row, List.of(), Handling.NONE))
        .map(fact -> new EpisodeFact(fact.id(), fact.series(), fact.fingerprint(), fact.startedAt(), fact.endedAt(),
            fact.outcome(), fact.actionableAt(), fact.reason(), fact.policy(), Optional.empty(), List.of(), "",
            Optional.empty(), fact.wouldSuppress(), List.of()))
        .toList();
    assertSame(facts, episodes, now);
  }

  private static List<EpisodeRow> rows(Store store) {
    return store.database().inTransaction(handle -> Stream
        .concat(LedgerTables.openEpisodes(handle).stream(), LedgerTables.closedEpisodes(handle, 100_000).stream())
        .toList());
  }

  static void assertSame(Store store, NoiseFacts facts, MemoryResponses told, Instant now) {
    List<EpisodeRow> rows = rows(store);
    rows.forEach(row -> told.sighted(new EpisodeSpan(id(row), Instant.ofEpochMilli(row.firstSeenAt()),
        Optional.ofNullable(row.closedAt()).map(Instant::ofEpochMilli))));
    assertSame(facts, rows.stream().map(row -> fact(row, rows, told.joined().handling(id(row)))).toList(), now);
  }

  private static void assertSame(NoiseFacts facts, List<EpisodeFact> episodes, Instant now) {
    NoiseFacts slow = new MemoryFacts(episodes, ZONE, now, List.of());
    Instant day = now.truncatedTo(java.time.temporal.ChronoUnit.DAYS);
    for (Period period : List.of(new Period(day.minus(Duration.ofDays(3)), day.plus(Duration.ofDays(3))),
        new Period(SlotFacts.slot(Scene.START).plus(SlotFacts.SLOT), SlotFacts.slot(now).plus(SlotFacts.SLOT)
            .plus(SlotFacts.SLOT)))) {
      for (FactScope scope : List.of(FactScope.ALL,
          new FactScope(Set.of("shop"), Set.of(), Set.of(), Set.of("p1")))) {
        assertSame(facts, slow, scope, period);
      }
    }
  }

  private static void assertSame(NoiseFacts facts, NoiseFacts slow, FactScope scope, Period period) {
    assertThat(facts.sums(scope, period)).isEqualTo(slow.sums(scope, period));
    assertThat(facts.totals(scope, period)).isEqualTo(slow.totals(scope, period));
    assertThat(facts.observed(scope, period)).isEqualTo(slow.observed(scope, period));
    assertThat(facts.misses(scope, period, 50)).isEqualTo(slow.misses(scope, period, 50));
    assertThat(facts.coFirings(scope, period)).isEqualTo(slow.coFirings(scope, period));
  }

  private static EpisodeId id(EpisodeRow row) {
    return new EpisodeId(row.backend(), row.fingerprint(), Instant.ofEpochMilli(row.firstSeenAt()));
  }

  private static EpisodeFact fact(EpisodeRow row, List<EpisodeRow> rows, Handling handling) {
    OpenEpisode episode = row.episode();
    Ledger.Episode shown = row.closedAt() == null ? EpisodeRow.shown(episode, Instant.EPOCH) : row.closed();
    Optional<Instant> called = episode.course().actionableAt();
    List<Answer> answers = new ArrayList<>();
    handling.answeredAt().ifPresent(at -> answers.add(new Answer(at, Answer.Kind.ACKNOWLEDGED, "")));
    handling.resolvedAt().ifPresent(at -> answers.add(new Answer(at, Answer.Kind.RESOLVED, "")));
    handling.cause().ifPresent(cause -> answers.add(new Answer(cause.at(), Answer.Kind.CAUSE, "")));
    Optional<Instant> previous = rows.stream()
        .filter(other -> other.fingerprint().equals(row.fingerprint()) && other.firstSeenAt() < row.firstSeenAt())
        .map(other -> Instant.ofEpochMilli(other.closedAt())).max(Instant::compareTo);
    return new EpisodeFact(id(row).toString(),
        new AlertSeries("main", "shop", "", "", "Alert" + row.fingerprint(), "p3"), row.fingerprint(),
        shown.firstSeenAt(), shown.closedAt(), shown.outcome(), called, shown.reason(), shown.policy(),
        called.map(at -> at.plusSeconds(60)), answers, handling.cause().map(Handling.Remark::text).orElse(""), previous,
        row.end().map(Folded.End::wouldSuppress).orElse(List.of()).stream().map(policy -> policy.qualifiedName())
            .toList(),
        List.copyOf(handling.receivers()));
  }
}
