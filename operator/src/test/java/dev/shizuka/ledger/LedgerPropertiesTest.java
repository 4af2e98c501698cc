package dev.shizuka.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.testbed.Testbed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterTry;

class LedgerPropertiesTest {
  private final List<Path> made = new ArrayList<>();
  private final LedgerProperties properties = new LedgerProperties(this::folder);

  @Provide
  Arbitrary<List<Poll>> histories() {
    return Histories.polls();
  }

  @Property(tries = 15)
  void orderDuplicatesAndRestartsChangeNothing(@ForAll("histories") List<Poll> polls, @ForAll Random random) {
    properties.orderDuplicatesAndRestartsChangeNothing(polls, random);
  }

  @Property(tries = 20)
  void everyEpisodeIsCountedOnceOrOpen(@ForAll("histories") List<Poll> polls) {
    properties.everyEpisodeIsCountedOnceOrOpen(polls);
  }

  @Property(tries = 20)
  void gapsThatAreFilledKeepTheBooks(@ForAll("histories") List<Poll> polls, @ForAll Random random) {
    properties.gapsThatAreFilledKeepTheBooks(polls, random);
  }

  @Property(tries = 20)
  void eachPolicySeesEveryEpisodeThatItSuppressedOnce(@ForAll("histories") List<Poll> polls) {
    properties.eachPolicySeesEveryEpisodeThatItSuppressedOnce(polls);
  }

  @Property(tries = 20)
  void whatIsDueIsWhatIsCountedNext(@ForAll("histories") List<Poll> polls) {
    properties.whatIsDueIsWhatIsCountedNext(polls);
  }

  @Property(tries = 25, shrinking = ShrinkingMode.OFF)
  void factsAreWhatASlowCountGives(@ForAll("histories") List<Poll> polls, @ForAll Random random) {
    properties.factsAreWhatASlowCountGives(polls, random);
  }

  @Property(tries = 12, shrinking = ShrinkingMode.OFF)
  void ledgerMetricsAndReportAgreeWithANaiveCountBeforeAndAfterRetention(@ForAll long seed) {
    for (int more = 0; more < Testbed.scale(1); more++) {
      LedgerAccounts.agree(seed + more, this::folder);
    }
  }

  /** Or the property above would prove nothing. */
  @Property(tries = 1)
  void theWorldsOfTwoBackendsHoldEveryOutcomeAndEpisodesThatRetentionDeletesAndCutsAcross() {
    Set<String> outcomes = new TreeSet<>();
    boolean[] deleted = {false};
    boolean[] acrossTheHorizon = {false};
    for (int seed = 0; seed < 60; seed++) {
      TwoBackends world = TwoBackends.of(new Random(seed));
      NaiveAccount naive = new NaiveAccount();
      world.steps().forEach(step -> step.polls().forEach(naive::see));
      naive.counts().keySet().forEach(key -> outcomes.add(key.split(" ")[1]));
      deleted[0] |= naive.holds(Duration.ofDays(7), true);
      acrossTheHorizon[0] |= naive.holds(Duration.ofDays(7), false);
    }
    assertThat(outcomes).containsExactly("actionable", "brief", "open", "suppressed", "unobserved");
    assertThat(deleted[0]).isTrue();
    assertThat(acrossTheHorizon[0]).isTrue();
  }

  @Property(tries = 25, shrinking = ShrinkingMode.OFF)
  void notificationsEndInTheSameLedgerInAnyOrder(@ForAll("histories") List<Poll> polls, @ForAll Random random) {
    properties.notificationsEndInTheSameLedgerInAnyOrder(polls, random);
  }

  /** jqwik knows no TempDir. */
  private StoreAddress folder() {
    try {
      Path folder = Files.createTempDirectory("ledger");
      made.add(folder);
      return new StoreAddress.Folder(folder);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @AfterTry
  void delete() throws IOException {
    for (Path folder : made) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    made.clear();
  }
}
