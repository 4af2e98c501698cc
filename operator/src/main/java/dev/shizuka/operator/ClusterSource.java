package dev.shizuka.operator;

import dev.shizuka.api.AlertPrioritySpec;
import dev.shizuka.api.AlertRuleGroupSpec;
import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.api.NoiseReportSpec;
import dev.shizuka.api.SuppressionApprovalSpec;
import dev.shizuka.api.SuppressionPolicySpec;
import dev.shizuka.backend.SyncLoop;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.CatalogSource;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.Origin;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.catalog.Unreadable;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cluster as a source: catalogs made of the reconcilers' own caches and of the namespaces' labels. A burst of events makes one
 * catalog, and a catalog that equals the last one is not given again.
 */
public final class ClusterSource implements CatalogSource {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterSource.class);
  /** How long events are gathered. */
  private static final Duration PAUSE = Duration.ofMillis(300);
  /** A look at the caches without an event, should one ever be missed, and at whether the API server still tells of any. */
  private static final Duration RESYNC = Duration.ofMinutes(1);
  private final Map<Kind, Supplier<Stream<? extends CustomResource<?, ?>>>> caches = new ConcurrentHashMap<>();
  private final StrictReader strict;
  private final Supplier<Stream<Namespace>> namespaces;
  private final SyncLoop loop = new SyncLoop("catalog of the cluster", PAUSE, this::step);
  private @Nullable Consumer<Catalog> listener;
  private @Nullable Catalog last;
  private final Following following;
  private Instant heard;
  /** Whether the log says that nothing was heard for long; what breaks off and comes again is not worth a line. */
  private boolean told;
  private volatile @Nullable Instant lost;

  /** Whether the API server can be reached and tells all caches of changes; asked on a thread that may wait. */
  record Following(BooleanSupplier followed, Clock clock) {}

  /** @param namespaces read from a cache */
  ClusterSource(StrictReader strict, Supplier<Stream<Namespace>> namespaces, Following following) {
    this.strict = strict;
    this.namespaces = namespaces;
    this.following = following;
    this.heard = following.clock().instant();
  }

  @Override
  public Optional<Instant> unreadableSince() {
    return Optional.ofNullable(lost);
  }

  private void listen() {
    Instant now = following.clock().instant();
    boolean followed = following.followed().getAsBoolean();
    heard = followed ? now : heard;
    lost = followed ? null : heard;
    boolean away = Duration.between(heard, now).compareTo(RESYNC.multipliedBy(2)) > 0;
    if (away && !told) {
      LOG.warn("The API server was last heard of at {}: what was declared then stays in force", heard);
    } else if (followed && told) {
      LOG.info("The API server is heard of again");
    }
    told = away || told && !followed;
  }

  /** Takes over the cache of a kind; it is read once all caches are synced. */
  void watch(Kind kind, Cache<? extends CustomResource<?, ?>> cache) {
    watch(kind, cache::list);
  }

  /** The same of a kind that has no reconciler. */
  void watch(Kind kind, Supplier<Stream<? extends CustomResource<?, ?>>> objects) {
    caches.put(kind, objects);
  }

  /** Something was created, changed or deleted. */
  void changed() {
    loop.request();
  }

  @Override
  public void start(Consumer<Catalog> catalogs) {
    if (caches.size() < Kind.values().length) {
      throw new IllegalStateException("the caches are not synced yet: start the operator first");
    }
    listener = catalogs;
    give();
    loop.start();
  }

  private Duration step() {
    try {
      listen();
      give();
    } catch (RuntimeException failed) {
      // One bad catalog must not end the loop: the next one is made of whatever is declared then.
      LOG.error("the catalog of the cluster was not taken", failed);
    }
    return RESYNC;
  }

  private void give() {
    Catalog catalog = catalog();
    Consumer<Catalog> taker = listener;
    if (taker != null && !catalog.equals(last)) {
      taker.accept(catalog);
      // Only now: one that was not taken is given again at the next look.
      last = catalog;
    }
  }

  private Catalog catalog() {
    List<Unreadable> unreadable = new ArrayList<>();
    List<Declared<SuppressionPolicySpec>> policies = new ArrayList<>(
        declared(Kind.SUPPRESSION_POLICY, SuppressionPolicySpec.class, unreadable));
    policies.addAll(declared(Kind.CLUSTER_SUPPRESSION_POLICY, SuppressionPolicySpec.class, unreadable));
    List<Declared<AlertRuleGroupSpec>> groups = declared(Kind.ALERT_RULE_GROUP, AlertRuleGroupSpec.class, unreadable);
    List<Declared<AlertPrioritySpec>> priorities = declared(Kind.ALERT_PRIORITY, AlertPrioritySpec.class, unreadable);
    List<Declared<MonitoringBackendSpec>> backends = declared(Kind.MONITORING_BACKEND, MonitoringBackendSpec.class,
        unreadable);
    List<Declared<NoiseReportSpec>> reports = new ArrayList<>(
        declared(Kind.NOISE_REPORT, NoiseReportSpec.class, unreadable));
    reports.addAll(declared(Kind.CLUSTER_NOISE_REPORT, NoiseReportSpec.class, unreadable));
    List<Declared<SuppressionApprovalSpec>> approvals = declared(Kind.SUPPRESSION_APPROVAL,
        SuppressionApprovalSpec.class, unreadable);
    unreadable.sort(Comparator.comparing(one -> one.id().orElseThrow()));
    return new Catalog(groups, priorities, policies, backends, labels(), unreadable, approvals, reports);
  }

  private <S> List<Declared<S>> declared(Kind kind, Class<S> type, List<Unreadable> unreadable) {
    List<Declared<S>> readable = new ArrayList<>();
    for (CustomResource<?, ?> object : objects(kind)) {
      ResourceId id = id(kind, object.getMetadata());
      Object spec = object.getSpec();
      if (spec == null) {
        unreadable.add(new Unreadable(Optional.of(id), Origin.CLUSTER, strict.problem(object, type)));
      } else {
        readable.add(new Declared<>(id, String.valueOf(object.getMetadata().getUid()), generation(object),
            type.cast(spec), Origin.CLUSTER,
            Optional.ofNullable(object.getMetadata().getAnnotations()).orElse(Map.of())));
      }
    }
    return readable;
  }

  private List<CustomResource<?, ?>> objects(Kind kind) {
    Supplier<Stream<? extends CustomResource<?, ?>>> cache = caches.get(kind);
    return cache == null ? List.of() : cache.get().<CustomResource<?, ?>>map(object -> object).toList();
  }

  private Map<String, Map<String, String>> labels() {
    Map<String, Map<String, String>> labels = new TreeMap<>();
    namespaces.get().forEach(namespace -> {
      Map<String, String> own = namespace.getMetadata().getLabels();
      Map<String, String> all = new TreeMap<>(own == null ? Map.of() : own);
      all.putIfAbsent("kubernetes.io/metadata.name", namespace.getMetadata().getName());
      labels.put(namespace.getMetadata().getName(), Map.copyOf(all));
    });
    return labels;
  }

  static ResourceId id(Kind kind, ObjectMeta metadata) {
    String namespace = kind.namespaced() && metadata.getNamespace() != null ? metadata.getNamespace() : "";
    return new ResourceId(kind, namespace, metadata.getName());
  }

  static long generation(CustomResource<?, ?> object) {
    Long generation = object.getMetadata().getGeneration();
    return generation == null ? 0 : generation;
  }

  @Override
  public void close() {
    if (listener != null) {
      loop.close();
    }
  }
}
