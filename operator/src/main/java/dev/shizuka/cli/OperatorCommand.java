package dev.shizuka.cli;

import dev.shizuka.backend.prometheus.RulePlaces;
import dev.shizuka.ledger.Store;
import dev.shizuka.ledger.StoreAddress;
import dev.shizuka.operator.AdmissionTerms;
import dev.shizuka.operator.AdmissionWatch;
import dev.shizuka.operator.ClusterConfigMaps;
import dev.shizuka.operator.ClusterConfigurations;
import dev.shizuka.operator.ClusterOperator;
import dev.shizuka.operator.ClusterPrometheusRules;
import dev.shizuka.operator.InstalledKinds;
import dev.shizuka.operator.SecretAccess;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code shizuka operator}: the engine on what a cluster declares. */
@Command(name = "operator", description = "Runs in a cluster, or against one by KUBECONFIG.", mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class OperatorCommand implements Callable<Integer> {
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

  @Option(names = "--listen", defaultValue = ":8080", converter = ListenOption.Converter.class, paramLabel = "HOST:PORT", description = "Where /metrics, /healthz, /readyz and the page are (default: ${DEFAULT-VALUE})")
  private ListenOption listen;
  @Option(names = "--namespace", description = "The operator's own namespace, where Secrets are (default: the pod's)")
  private @Nullable String namespace;
  @Option(names = "--rules-root", description = "Folder below which delivery 'directory' may write; without it that delivery is refused")
  private @Nullable String rulesRoot;
  @Option(names = "--applier", paramLabel = "NAME", description = "Account that may set authors and approvers for others, such as system:serviceaccount:flux-system:kustomize-controller; repeatable, and the same as in the admission policies")
  private List<String> appliers = List.of();
  @Mixin
  private LeaderOptions leader;
  @Mixin
  private RunOptions options;
  @Mixin
  private OutputOption output;
  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    options.check();
    checkAppliers();
    StoreAddress address = options.store();
    Config config = Config.autoConfigure(null);
    Announcer announcer = new Announcer(spec.commandLine().getOut(), output.json());
    try (Stop stop = Stop.listen(); KubernetesClient client = ClusterOperator.client(config)) {
      reach(client);
      if (awaitKinds(client, announcer, stop)) {
        try (
            Leadership leadership = Leadership.seek(leader.candidate(config, ownNamespace(client)), listen, announcer);
            ClusterOperator operator = ClusterOperator.start(client,
                new ClusterOperator.Settings(Clock.systemUTC(), LeaderOptions.instance()))) {
          leadership.lead(address, stop, store -> run(store, new Running(client, operator, announcer, stop)));
        }
      }
    }
    return 0;
  }

  private void checkAppliers() {
    appliers.stream().filter(name -> !AdmissionTerms.account(name)).findFirst().ifPresent(name -> {
      throw new UnusableException("--applier '" + name
          + "' is no name of an account: give it as Kubernetes does, such as system:serviceaccount:flux-system:kustomize-controller");
    });
  }

  private void reach(KubernetesClient client) {
    try {
      client.getKubernetesVersion();
    } catch (KubernetesClientException unreachable) {
      throw new UnusableException(
          "no API server can be reached at " + client.getMasterUrl() + ": " + unreachable.getMessage()
              + "; run it in a cluster, or set KUBECONFIG");
    }
  }

  /** Says what is missing, and goes on as soon as it is there; false if it was asked to stop first. */
  private boolean awaitKinds(KubernetesClient client, Announcer announcer, Stop stop) throws InterruptedException {
    List<String> told = List.of();
    for (List<String> missing = InstalledKinds.missing(client); !missing.isEmpty(); missing = InstalledKinds
        .missing(client)) {
      if (!missing.equals(told)) {
        announcer
            .say("waiting for CRDs that are not installed: " + String.join(", ", missing) + "; kubectl apply -f crds/");
        told = missing;
      }
      if (stop.await(LOOK_AGAIN)) {
        return false;
      }
    }
    return true;
  }

  /** What goes on whether this one leads or stands by. */
  private record Running(KubernetesClient client, ClusterOperator operator, Announcer announcer, Stop stop) {}

  private void run(Store store, Running running) throws InterruptedException {
    KubernetesClient client = running.client();
    SecretAccess secrets = new SecretAccess(client, ownNamespace(client));
    String installation = store.installation(options.installation());
    RulePlaces places = new RulePlaces(new ClusterConfigMaps(client, installation),
        new ClusterPrometheusRules(client, installation));
    AdmissionTerms terms = new AdmissionTerms(appliers, options.maxLifetime());
    try (AdmissionWatch admission = AdmissionWatch.start(client, terms, Clock.systemUTC());
        Program program = new Program(store, options,
            new Program.Surroundings(secrets, secrets, Optional.of(places), true, Optional.ofNullable(rulesRoot),
                admission, new ClusterConfigurations(client)));
        WebServer web = program.serve(listen)) {
      program.registry().register(running.operator().reconciliations());
      program.engine().listen(running.announcer());
      program.makeReports();
      program.engine().listen(running.operator()::resultsChanged);
      running.announcer().say(listen.shows(web.port()));
      program.engine().follow(running.operator().source());
      admission.listen(program.engine()::tick);
      running.stop().await();
      admission.listen(() -> {});
    }
  }

  private String ownNamespace(KubernetesClient client) {
    return Optional.ofNullable(namespace).or(() -> Optional.ofNullable(client.getNamespace())).orElse("default");
  }
}
