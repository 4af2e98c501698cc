package dev.shizuka.cli;

import dev.shizuka.api.AlertPrioritySpec;
import dev.shizuka.api.AlertPrioritySpec.Suppression;
import dev.shizuka.backend.Replica;
import dev.shizuka.backend.RuleSync;
import dev.shizuka.backend.SilenceSync;
import dev.shizuka.catalog.Problem;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.cli.PageView.Alert;
import dev.shizuka.cli.PageView.AlertTotal;
import dev.shizuka.cli.PageView.Backend;
import dev.shizuka.cli.PageView.Group;
import dev.shizuka.cli.PageView.Headline;
import dev.shizuka.cli.PageView.RefusedRule;
import dev.shizuka.cli.PageView.Server;
import dev.shizuka.cli.PageView.State;
import dev.shizuka.compile.Verdict;
import dev.shizuka.engine.Results;
import dev.shizuka.ledger.Ledger;
import dev.shizuka.ledger.Ledger.Episode;
import dev.shizuka.ledger.Ledger.Total;
import dev.shizuka.ledger.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Fills a {@link PageView} from one look at results and ledger. */
final class PageViewBuilder {
  /** Stand in columns of their own. */
  private static final Set<String> SHOWN = Set.of("alertname", "namespace", "priority", "severity");
  private final Results results;
  private final Ledger ledger;
  private final Instant now;
  private final List<Episode> open;
  private final List<Total> totals;

  PageViewBuilder(Results results, Ledger ledger, Instant now) {
    this.results = results;
    this.ledger = ledger;
    this.now = now;
    this.open = ledger.open();
    this.totals = ledger.totals();
  }

  PageView build() {
    return new PageView(now, headline(), open.stream().map(this::alert).toList(),
        ledger.recent(PageView.RECENT).stream().map(this::alert).toList(), alertTotals(),
        new PolicyRows(results, ledger.policyUses(now), now).all(), groups(),
        backends(), Findings.of(results).stream().map(Finding::text).toList());
  }

  private Headline headline() {
    Map<Outcome, Long> sums = sums(totals);
    return new Headline(sums.getOrDefault(Outcome.ACTIONABLE, 0L), sums.getOrDefault(Outcome.SUPPRESSED, 0L),
        sums.getOrDefault(Outcome.BRIEF, 0L), sums.getOrDefault(Outcome.UNOBSERVED, 0L),
        open.stream().filter(episode -> episode.outcome().isEmpty()).count());
  }

  private static Map<Outcome, Long> sums(List<Total> totals) {
    Map<Outcome, Long> sums = new EnumMap<>(Outcome.class);
    totals.forEach(total -> sums.merge(total.outcome(), total.count(), Long::sum));
    return sums;
  }

  private Alert alert(Episode episode) {
    Map<String, String> labels = episode.labels();
    String subject = new TreeMap<>(labels).entrySet().stream().filter(label -> !SHOWN.contains(label.getKey()))
        .map(label -> label.getKey() + "=" + label.getValue()).collect(Collectors.joining(" "));
    return new Alert(episode.backend(), labels.getOrDefault("alertname", ""), labels.getOrDefault("namespace", ""),
        subject, episode.priority(), state(episode), why(episode), episode.firstSeenAt(), episode.closedAt());
  }

  private static State state(Episode episode) {
    if (episode.outcome().isPresent()) {
      return switch (episode.outcome().get()) {
        case ACTIONABLE -> State.REACHED;
        case SUPPRESSED -> State.QUIET;
        case BRIEF -> State.BRIEF;
        case UNOBSERVED -> State.UNOBSERVED;
      };
    }
    return switch (episode.state()) {
      case SUPPRESSED -> State.QUIET;
      case UNSUPPRESSED -> State.WAITING;
      case UNDECIDED -> State.UNKNOWN;
    };
  }

  private String why(Episode episode) {
    State state = state(episode);
    if (state == State.QUIET) {
      return whose(episode);
    }
    AlertPrioritySpec priority = results.policies().priorities().specs().get(episode.priority());
    boolean isProtected = priority != null
        ? priority.suppressionOrForbidden() != Suppression.Allowed
        : !episode.priority().isEmpty();
    return isProtected && (state == State.REACHED || state == State.WAITING)
        ? "protected: " + episode.priority() + " is never silenced"
        : "";
  }

  /** The reason, and who is behind it: a policy of ours, or the author of a silence that is not. */
  static String whose(Episode episode) {
    String who = episode.author().isEmpty() ? episode.policy() : "by " + episode.author();
    return who.isEmpty() ? episode.reason() : episode.reason() + ": " + who;
  }

  private List<AlertTotal> alertTotals() {
    record Key(String alertname, String namespace, String priority) {}
    Map<Key, List<Total>> byAlert = totals.stream().collect(
        Collectors.groupingBy(total -> new Key(total.alertname(), total.namespace(), total.priority())));
    return byAlert.entrySet().stream().map(entry -> {
      Map<Outcome, Long> sums = sums(entry.getValue());
      return new AlertTotal(entry.getKey().alertname(), entry.getKey().namespace(), entry.getKey().priority(),
          sums.getOrDefault(Outcome.ACTIONABLE, 0L), sums.getOrDefault(Outcome.SUPPRESSED, 0L),
          sums.getOrDefault(Outcome.BRIEF, 0L), sums.getOrDefault(Outcome.UNOBSERVED, 0L));
    }).sorted(Comparator.comparing(AlertTotal::all).reversed().thenComparing(AlertTotal::alertname)
        .thenComparing(AlertTotal::namespace).thenComparing(AlertTotal::priority)).toList();
  }

  private List<Group> groups() {
    return results.catalog().ruleGroups().stream().map(group -> {
      int loaded = results.rules().values().stream().filter(sync -> verdict(sync, group.id()).isPresent())
          .mapToInt(sync -> (int) sync.loaded().getOrDefault(group.id(), List.of()).stream()
              .filter(RuleSync.LoadedRule::onAllReplicas).count())
          .min().orElse(0);
      return new Group(group.id().qualifiedName(), group.spec().rules().size(), loaded, refused(group.id()));
    }).toList();
  }

  private List<RefusedRule> refused(ResourceId group) {
    return results.rules().values().stream().flatMap(sync -> verdict(sync, group).stream())
        .flatMap(verdict -> verdict.rules().stream()).filter(rule -> !rule.accepted()).map(rule -> {
          Optional<Problem> problem = rule.problems().stream().findFirst();
          return new RefusedRule(rule.name(), problem.map(Problem::reason).orElse("NotInForce"),
              problem.map(Problem::message).orElse(""), rule.lastGood());
        }).distinct().toList();
  }

  private static Optional<Verdict> verdict(RuleSync sync, ResourceId group) {
    return sync.verdicts().stream().filter(verdict -> verdict.id().equals(group)).findFirst();
  }

  private List<Backend> backends() {
    List<Backend> backends = new ArrayList<>();
    results.catalog().backends().forEach(backend -> {
      if (backend.spec().prometheus() != null) {
        backends.add(prometheus(backend.id().name(), results.rules().get(backend.id().name())));
      }
      if (backend.spec().alertmanager() != null) {
        backends.add(alertmanager(backend.id().name(), results.silences().get(backend.id().name())));
      }
    });
    return backends;
  }

  private static Backend prometheus(String name, @Nullable RuleSync sync) {
    return sync == null
        ? unsynced(name, "Prometheus")
        : new Backend(name, "Prometheus", sync.synced(), sync.reason(), sync.message(), Optional.of(sync.at()),
            sync.loadedRules() + " of " + sync.desiredRules() + " rules loaded, " + sync.rejectedRules() + " rejected",
            servers(sync.replicas()));
  }

  private static Backend alertmanager(String name, @Nullable SilenceSync sync) {
    return sync == null
        ? unsynced(name, "Alertmanager")
        : new Backend(name, "Alertmanager", sync.synced(), sync.reason(), sync.message(), Optional.of(sync.at()),
            sync.owned() + (sync.owned() == 1 ? " silence" : " silences"), servers(sync.replicas()));
  }

  private static Backend unsynced(String name, String side) {
    return new Backend(name, side, false, "Waiting", "not synced yet", Optional.empty(), "", List.of());
  }

  private static List<Server> servers(List<Replica> replicas) {
    return replicas.stream()
        .map(replica -> new Server(replica.url(), replica.reachable(), replica.version(), replica.message())).toList();
  }
}
