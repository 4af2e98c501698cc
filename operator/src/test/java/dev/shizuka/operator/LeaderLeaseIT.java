package dev.shizuka.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.operator.Candidate.Standing;
import dev.shizuka.operator.Candidate.Standing.Following;
import dev.shizuka.operator.Candidate.Standing.Leading;
import dev.shizuka.operator.Candidate.Standing.Unknown;
import dev.shizuka.testbed.RealKubernetes;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Candidates for a Lease of a real API server, with stopwatches and clocks of their own. */
class LeaderLeaseIT {
  private static final Duration LASTS = Duration.ofSeconds(10);
  @TempDir
  static Path directory;
  private static RealKubernetes kubernetes;
  private static KubernetesClient client;

  private final AtomicLong stopwatch = new AtomicLong();

  @BeforeAll
  static void start() throws Exception {
    kubernetes = RealKubernetes.start(directory);
    client = new KubernetesClientBuilder().withConfig(kubernetes.config()).build();
  }

  @AfterAll
  static void stop() {
    client.close();
    kubernetes.close();
  }

  @Test
  void ofManyThatStandAtTheSameMomentOneLeads() throws Exception {
    List<Callable<Standing>> candidates = new ArrayList<>();
    for (int one = 0; one < 12; one++) {
      candidates.add(candidate("many", "candidate-" + one)::stand);
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Standing> standings = new ArrayList<>();
      for (Future<Standing> standing : threads.invokeAll(candidates)) {
        standings.add(standing.get());
      }
      assertThat(standings).filteredOn(new Leading()::equals).hasSize(1);
    }
  }

  @Test
  void ofManyThatSeeALeaseRunOutOneLeads() throws Exception {
    candidate("inherited", "dead").stand();
    List<Callable<Standing>> heirs = new ArrayList<>();
    for (int one = 0; one < 12; one++) {
      LeaderLease heir = candidate("inherited", "heir-" + one);
      assertThat(heir.stand()).isEqualTo(new Following("dead"));
      heirs.add(heir::stand);
    }
    pass(LASTS.plusNanos(1));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Standing> standings = new ArrayList<>();
      for (Future<Standing> standing : threads.invokeAll(heirs)) {
        standings.add(standing.get());
      }
      assertThat(standings).filteredOn(new Leading()::equals).hasSize(1);
    }
  }

  @Test
  void aLeaseRunsOutByTheStopwatchOfWhoReadsItWhateverTheClocksSay() {
    for (String day : List.of("2001-01-01T00:00:00Z", "2099-01-01T00:00:00Z")) {
      String name = "clock-" + day.substring(0, 4);
      LeaderLease leader = candidate(name, "leader", Clock.fixed(Instant.parse(day), ZoneOffset.UTC));
      LeaderLease heir = candidate(name, "heir");
      assertThat(leader.stand()).isEqualTo(new Leading());
      assertThat(heir.stand()).isEqualTo(new Following("leader"));
      pass(LASTS);
      assertThat(heir.stand()).isEqualTo(new Following("leader"));
      pass(Duration.ofNanos(1));
      assertThat(heir.stand()).isEqualTo(new Leading());
      assertThat(leader.stand()).isInstanceOf(Unknown.class);
      assertThat(leader.stand()).isEqualTo(new Following("heir"));
    }
  }

  @Test
  void aRenewedLeaseDoesNotRunOut() {
    LeaderLease leader = candidate("renewed", "leader");
    LeaderLease heir = candidate("renewed", "heir");
    for (int renewal = 0; renewal < 5; renewal++) {
      assertThat(leader.stand()).isEqualTo(new Leading());
      assertThat(heir.stand()).isEqualTo(new Following("leader"));
      pass(LASTS.minusMillis(1));
    }
  }

  @Test
  void aLeaseThatIsGivenBackIsTakenAtOnceAndOnlyItsHolderGivesItBack() {
    LeaderLease leader = candidate("given-back", "leader");
    LeaderLease heir = candidate("given-back", "heir");
    assertThat(leader.stand()).isEqualTo(new Leading());
    heir.withdraw();
    assertThat(heir.stand()).isEqualTo(new Following("leader"));
    leader.withdraw();
    assertThat(heir.stand()).isEqualTo(new Leading());
    LeaseSpec spec = client.leases().inNamespace("default").withName("given-back").get().getSpec();
    assertThat(spec.getHolderIdentity()).isEqualTo("heir");
    assertThat(spec.getLeaseDurationSeconds()).isEqualTo(10);
    assertThat(spec.getLeaseTransitions()).isPositive();
  }

  @Test
  void whatStandsInTheWayIsSaidWithWhatToDo() {
    LeaderLease nowhere = new LeaderLease(client,
        new LeaderLease.Settings("nowhere", "shizuka", "one", LASTS), LeaderLease.Time.SYSTEM);
    assertThat(nowhere.stand()).isInstanceOfSatisfying(Unknown.class, unknown -> assertThat(unknown.why())
        .contains("nowhere/shizuka").contains("create the namespace"));
  }

  private void pass(Duration time) {
    stopwatch.addAndGet(time.toNanos());
  }

  private LeaderLease candidate(String lease, String identity) {
    return candidate(lease, identity, Clock.systemUTC());
  }

  private LeaderLease candidate(String lease, String identity, Clock clock) {
    return new LeaderLease(client, new LeaderLease.Settings("default", lease, identity, LASTS),
        new LeaderLease.Time(clock, stopwatch::get));
  }
}
