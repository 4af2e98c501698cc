package dev.shizuka.observe;

import dev.shizuka.backend.Access;
import dev.shizuka.backend.Http;
import dev.shizuka.backend.alertmanager.AlertmanagerCluster;
import dev.shizuka.backend.alertmanager.MemberLook;
import dev.shizuka.backend.alertmanager.ObservedAlert;
import dev.shizuka.bench.IndexInput;
import dev.shizuka.bench.LeaseInput;
import dev.shizuka.catalog.Memory;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.CompiledPolicies;
import dev.shizuka.compile.Priorities;
import dev.shizuka.ledger.Poll;
import dev.shizuka.policy.CompiledPolicy;
import dev.shizuka.policy.lease.Instance;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What {@link Poller} makes of the alerts that one member shows, from the parsed reply to what the ledger is told; in this package for it is nobody
 * else's to call. A tenth of the policies have a condition.
 */
@State(Scope.Benchmark)
public class PollBench {
  private static final int ALERTS = 100_000;
  private static final int TEAMS = 50;
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private final RouteTree routes = RouteTree.parse("""
      route:
        receiver: somebody
        routes:
        - {receiver: nobody, matchers: ['severity="info"', 'region="r0"']}
      %s
      receivers: [{name: somebody, webhook_configs: [{url: x}]}, {name: nobody}]
      """.formatted(IntStream.range(0, TEAMS).mapToObj(team -> """
          - {receiver: somebody, group_wait: 10s, matchers: ['owner="team-%s"', 'severity=~"critical|warning"']}
        """.formatted(team)).collect(Collectors.joining())));
  private final SilenceOwners owners = new SilenceOwners(new AlertmanagerCluster(
      List.of(new Http("bench", URI.create("http://127.0.0.1:9"), Access.OPEN, Duration.ofSeconds(1)))), "bench");
  @Param("10000")
  private int policies;
  private PoliciesHere here = new PoliciesHere(new CompiledPolicies(List.of(), List.of(), new Priorities(Map.of()),
      false), Set.of(), Set.of());
  private List<MemberLook> looks = List.of();
  private LeaseKeeper keeper = keeper();
  private LatePolicies late = new LatePolicies(Duration.ofSeconds(10));
  private Coverages coverages = Coverages.NONE;
  private Instant at = NOW;

  private static final class NoMemory implements Memory {
    @Override
    public Optional<String> recall(String topic, String key) {
      return Optional.empty();
    }

    @Override
    public Map<String, String> recallAll(String topic) {
      return Map.of();
    }

    @Override
    public void remember(String topic, Map<String, String> texts, Collection<String> forgotten) {
      // A store is not measured here.
    }
  }

  private static LeaseKeeper keeper() {
    return new LeaseKeeper(new LeaseKeeper.Settings("bench", new NoMemory(), Optional::empty, Duration.ofDays(1),
        () -> {}));
  }

  @Setup
  public void declare() {
    List<CompiledPolicy> leased = new LeaseInput().policies(policies / 10);
    List<CompiledPolicy> all = new ArrayList<>(new IndexInput().policies(policies - leased.size()));
    all.addAll(leased);
    all.sort(Comparator.comparing(CompiledPolicy::id));
    Set<ResourceId> leasing = leased.stream().map(CompiledPolicy::id).collect(Collectors.toSet());
    here = new PoliciesHere(new CompiledPolicies(all, List.of(), new Priorities(Map.of()), false), leasing, Set.of());
    looks = looks(new LeaseInput().open(ALERTS, NOW));
    poll();
    looks = looks(LeaseInput.again(new LeaseInput().open(ALERTS, NOW)));
  }

  private static List<MemberLook> looks(List<Instance> instances) {
    List<ObservedAlert> alerts = instances.stream().map(instance -> new ObservedAlert(instance.fingerprint(),
        instance.labels(), List.of("somebody"), instance.startsAt(), NOW.plusSeconds(300), ObservedAlert.State.ACTIVE,
        List.of(), List.of(), List.of())).toList();
    return List.of(new MemberLook("bench", Optional.empty(), alerts, "", Duration.ZERO));
  }

  private Poll poll() {
    at = at.plusSeconds(10);
    List<UnitedAlert> alerts = Poller.counted(looks);
    coverages = coverages.following(here.compiled().policies());
    Kept kept = keeper.look(Poller.look(at, alerts, true), here, coverages);
    PolicyParts parts = new PolicyParts(at, here, coverages, kept, routes, owners);
    Sightings sightings = new Sightings(routes, owners, here.compiled().priorities(), parts,
        new Waits(routes, Duration.ofSeconds(10), Duration.ofSeconds(10), Set.of()));
    Poll poll = new Poll("bench", at, List.of(), alerts.stream().map(sightings::of).toList());
    late.look(parts, alerts);
    return poll;
  }

  /** No alert was seen before; the index of the policies is there. */
  @Benchmark
  public Poll firstPoll() {
    at = NOW;
    keeper = keeper();
    late = new LatePolicies(Duration.ofSeconds(10));
    coverages = coverages.forgetful();
    return poll();
  }

  /** The same alerts as at the poll before. */
  @Benchmark
  public Poll seenPoll() {
    return poll();
  }
}
