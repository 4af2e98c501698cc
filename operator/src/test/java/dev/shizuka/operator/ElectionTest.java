package dev.shizuka.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.shizuka.ledger.StoreExceptions;
import dev.shizuka.operator.Candidate.Standing;
import dev.shizuka.operator.Election.Timing;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ElectionTest {
  private static final Duration OFTEN = Duration.ofMillis(5);
  private static final Duration DEADLINE = Duration.ofSeconds(7);
  private static final Standing AWAY = new Standing.Unknown("the API server is away");

  private final AtomicLong now = new AtomicLong();
  private final AtomicInteger asked = new AtomicInteger();
  private final List<String> lost = new CopyOnWriteArrayList<>();
  private final Rival rival = new Rival();
  private final Election election = new Election(rival, new Timing(OFTEN, OFTEN, DEADLINE), lost::add, now::get);

  private static final class Rival implements Candidate {
    private final AtomicInteger tries = new AtomicInteger();
    private volatile Standing standing = new Standing.Leading();
    private volatile boolean withdrawn;

    @Override
    public Standing stand() {
      Standing said = standing;
      tries.incrementAndGet();
      return said;
    }

    @Override
    public void withdraw() {
      withdrawn = true;
    }
  }

  @AfterEach
  void close() {
    election.close();
  }

  @Test
  void whoFollowsIsNotWatched() {
    rival.standing = new Standing.Following("other");
    assertThat(election.stand()).isEqualTo(new Standing.Following("other"));
    assertThat(rival.tries).hasValue(1);
  }

  @Test
  void whoSeesAnotherOneInItsPlaceHasLostIt() {
    lead(() -> true);
    rival.standing = new Standing.Following("other");
    await().untilAsserted(() -> assertThat(lost).containsExactly("other leads now"));
  }

  @Test
  void whoseStoreWasOpenedByAnotherHasLostThePlace() {
    lead(() -> false);
    await().untilAsserted(() -> assertThat(lost).hasSize(1).first().asString().contains("has opened the store"));
  }

  @Test
  void anApiServerThatIsAwayCostsNobodyThePlaceWhileTheStoreConfirmsIt() {
    rival.standing = new Standing.Leading();
    lead(() -> true);
    rival.standing = AWAY;
    for (int hours = 0; hours < 5; hours++) {
      awaitBoth();
      now.addAndGet(DEADLINE.minusMillis(1).toNanos());
    }
    awaitBoth();
    assertThat(lost).isEmpty();
  }

  @Test
  void aStoreThatIsAwayCostsNobodyThePlaceWhileTheLeaseIsRenewed() {
    lead(() -> {
      throw StoreExceptions.away();
    });
    for (int hours = 0; hours < 5; hours++) {
      awaitBoth();
      now.addAndGet(DEADLINE.minusMillis(1).toNanos());
    }
    awaitBoth();
    assertThat(lost).isEmpty();
  }

  @Test
  void withNeitherThePlaceIsLostAtTheDeadlineOnce() {
    lead(() -> {
      throw StoreExceptions.away();
    });
    rival.standing = AWAY;
    awaitBoth();
    awaitBoth();
    now.addAndGet(DEADLINE.toNanos());
    awaitBoth();
    assertThat(lost).isEmpty();
    now.addAndGet(1);
    await().untilAsserted(() -> assertThat(lost).hasSize(1).first().asString().contains("for 7 s"));
    awaitBoth();
    assertThat(lost).hasSize(1);
  }

  @Test
  void aQuestionThatWasBroodedOverConfirmsNoLaterMomentThanWhenItWasAsked() {
    lead(() -> {
      now.addAndGet(DEADLINE.toNanos() + 1);
      return true;
    });
    rival.standing = AWAY;
    await().untilAsserted(() -> assertThat(lost).hasSize(1));
  }

  @Test
  void thePlaceIsGivenBackWhenNothingAsksForItAnyMore() {
    lead(() -> true);
    election.close();
    int tries = rival.tries.get();
    assertThat(rival.withdrawn).isTrue();
    await().pollDelay(OFTEN.multipliedBy(4)).untilAsserted(() -> assertThat(rival.tries).hasValue(tries));
  }

  private void lead(BooleanSupplier newest) {
    assertThat(election.stand()).isEqualTo(new Standing.Leading());
    election.check(() -> {
      asked.incrementAndGet();
      return newest.getAsBoolean();
    });
  }

  /** Returns when the candidate and the store have each been asked anew, from the beginning. */
  private void awaitBoth() {
    int tries = rival.tries.get();
    int questions = asked.get();
    await().pollInterval(Duration.ofMillis(2))
        .until(() -> rival.tries.get() > tries + 1 && asked.get() > questions + 1);
  }
}
