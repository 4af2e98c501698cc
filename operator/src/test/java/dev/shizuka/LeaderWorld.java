package dev.shizuka;

import static org.awaitility.Awaitility.await;

import dev.shizuka.cli.ServerProcess;
import dev.shizuka.ledger.StoreAddress;
import dev.shizuka.testbed.Account;
import dev.shizuka.testbed.AlertmanagerApi;
import dev.shizuka.testbed.AuditLog;
import dev.shizuka.testbed.Launcher;
import dev.shizuka.testbed.RealAlertmanager;
import dev.shizuka.testbed.RealKubernetes;
import dev.shizuka.testbed.RealPostgres;
import dev.shizuka.testbed.WriteWatch;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Two replicas of {@code shizuka operator} with one API server, one PostgreSQL and one Alertmanager, which they reach by ways of their own. */
final class LeaderWorld implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(60);
  final AlertmanagerApi api;
  final LedgerAudit audit;
  /** One a leader there has been. */
  final List<String> leaders = new ArrayList<>();
  private final Path directory;
  private final RealKubernetes kubernetes;
  private final RealPostgres postgres;
  private final RealAlertmanager alertmanager;
  private final StoreAddress.Postgres store;
  private final KubernetesClient client;
  private final Account account;
  private final Watch watch;
  /** Who had the Lease from when on. */
  private final ConcurrentSkipListMap<Instant, String> holders = new ConcurrentSkipListMap<>();
  private final Map<String, Replica> replicas = new TreeMap<>();
  private final List<Replica> gone = new ArrayList<>();
  private final int way = ServerProcess.freePort();
  private int started;

  /** A process, and its way to Alertmanager. */
  record Replica(String name, String place, URI url, Launcher process, WriteWatch writes) {}

  LeaderWorld(Path directory) throws Exception {
    this.directory = directory;
    kubernetes = RealKubernetes.start(directory.resolve("kubernetes"));
    postgres = RealPostgres.start(directory.resolve("postgres"));
    alertmanager = RealAlertmanager.start(directory.resolve("alertmanager"), RealAlertmanager.NEWEST,
        RealAlertmanager.PLAIN);
    api = new AlertmanagerApi(alertmanager.url());
    store = postgres.database("shizuka");
    audit = new LedgerAudit(postgres, store);
    kubernetes.installCrds();
    client = new KubernetesClientBuilder().withConfig(kubernetes.config()).build();
    client.resource(new NamespaceBuilder().withNewMetadata().withName("shop").endMetadata().build()).create();
    account = Account.in(kubernetes, directory.resolve("account"), "");
    apply("""
        apiVersion: shizuka.dev/v1alpha1
        kind: MonitoringBackend
        metadata: {name: main}
        spec: {alertmanager: {urls: ["http://alertmanager.test:%d"]}}
        """.formatted(way));
    watch = client.leases().inNamespace(Account.NAMESPACE).watch(new Holders());
  }

  private final class Holders implements Watcher<Lease> {
    @Override
    public void eventReceived(Action action, Lease lease) {
      String holder = Optional.ofNullable(lease.getSpec().getHolderIdentity()).orElse("").replaceAll("_.*", "");
      if (holders.isEmpty() || !holders.lastEntry().getValue().equals(holder)) {
        holders.put(Instant.now(), holder);
      }
    }

    @Override
    public void onClose(WatcherException lost) {
      throw new IllegalStateException(lost);
    }
  }

  void apply(String yaml) {
    client.resource(yaml).forceConflicts().serverSideApply();
  }

  void delete(String yaml) {
    client.resource(yaml).delete();
  }

  /** Starts a replica at one of two places, {@code 127.0.0.2} and {@code 127.0.0.3}: from each Alertmanager has another address. */
  Replica start(String place) throws IOException {
    String name = "replica-" + ++started;
    WriteWatch writes = new WriteWatch(new InetSocketAddress(place, way), alertmanager.url());
    URI url = URI.create("http://127.0.0.1:" + ServerProcess.freePort());
    Path hosts = Files.writeString(directory.resolve(name + ".hosts"), place + " alertmanager.test\n");
    Launcher process = Launcher.start(directory, Map.of("KUBECONFIG", account.kubeconfig(), "POD_NAME",
        name, "SHIZUKA_OPTS", "-Djdk.net.hosts.file=" + hosts), "operator", "--namespace", Account.NAMESPACE,
        "--listen",
        url.getAuthority(), "--store", store.url() + "&ApplicationName=" + name, "--store-password-file",
        postgres.passwordFile().toString(), "--poll", "300ms", "--grace", "2s", "--settle", "2s");
    Replica replica = new Replica(name, place, url, process, writes);
    replicas.put(name, replica);
    return replica;
  }

  /** Another one than before, once it has recorded a poll that began after that moment. */
  Replica awaitLeader(Optional<Replica> before, Instant since) {
    await("a leader that polls").atMost(SOON).pollInterval(Duration.ofMillis(50)).until(
        () -> audit.lastPoll().isAfter(since) && holder().filter(now -> !now.equals(before.orElse(null))).isPresent());
    Replica leader = holder().orElseThrow();
    // A poll of the one before may have been recorded when the Lease had gone already.
    Instant elected = holders.lastKey();
    await("its own poll").atMost(SOON).pollInterval(Duration.ofMillis(50))
        .until(() -> audit.lastPoll().isAfter(elected));
    leaders.add(leader.name());
    return leader;
  }

  private Optional<Replica> holder() {
    return Optional.ofNullable(holders.lastEntry()).map(last -> replicas.get(last.getValue()));
  }

  /** Waits until a replica says that it stands by. */
  void awaitStandby(Replica replica) {
    await(replica.name() + " stands by").atMost(SOON)
        .until(() -> replica.process().output().contains("standby; the leader is"));
  }

  /** Writes of this replica that came while another had the Lease. */
  long strayWrites(Replica replica) {
    return replica.writes().writes().stream().filter(at -> !replica.name().equals(holderAt(at))).count();
  }

  private String holderAt(Instant at) {
    return Optional.ofNullable(holders.floorEntry(at)).map(Map.Entry::getValue).orElse("");
  }

  /** Forgets a process that has ended. */
  void buried(Replica dead) {
    dead.writes().close();
    replicas.remove(dead.name());
    gone.add(dead);
  }

  /** What replicas asked the API server for without the right to it. */
  List<AuditLog.Request> refused() throws IOException {
    return kubernetes.audit().refused();
  }

  List<Replica> all() {
    List<Replica> all = new ArrayList<>(gone);
    all.addAll(replicas.values());
    return all;
  }

  @Override
  public void close() throws Exception {
    watch.close();
    for (Replica replica : List.copyOf(replicas.values())) {
      replica.process().kill();
      buried(replica);
    }
    client.close();
    audit.close();
    alertmanager.close();
    postgres.close();
    kubernetes.close();
  }
}
