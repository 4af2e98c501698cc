package dev.shizuka.observe;

import com.google.re2j.PatternSyntaxException;
import dev.shizuka.compile.PrometheusDuration;
import dev.shizuka.policy.Matcher;
import dev.shizuka.policy.MatcherSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/** Where Alertmanager's configuration sends alerts, and which of its receivers call anybody. */
public final class RouteTree {
  /** Of a configuration that could not be read: every receiver is taken to call somebody, no route is known. */
  public static final RouteTree UNKNOWN = new RouteTree(Optional.empty(), Map.of(), Set.of());
  /** Alertmanager's default of {@code group_wait}. */
  private static final Duration GROUP_WAIT = Duration.ofSeconds(30);
  /** Alertmanager's default of {@code group_interval}. */
  private static final Duration GROUP_INTERVAL = Duration.ofMinutes(5);
  private static final int LARGEST_CONFIG = 64 << 20;

  private final Optional<Route> root;
  private final Map<String, Boolean> receivers;
  private final Set<String> webhooks;
  private final ByFingerprint<List<Route>> calling = new ByFingerprint<>(CoverageCache.MOST_ALERTS);

  private RouteTree(Optional<Route> root, Map<String, Boolean> receivers, Set<String> webhooks) {
    this.root = root;
    this.receivers = Map.copyOf(receivers);
    this.webhooks = Set.copyOf(webhooks);
  }

  /**
   * Reads {@code config.original} of {@code /status}.
   *
   * @throws IllegalArgumentException if it cannot be understood; the message says why
   */
  public static RouteTree parse(String config) {
    if (config.isBlank()) {
      throw new IllegalArgumentException("it is empty");
    }
    try {
      LoadSettings settings = LoadSettings.builder().setSchema(new FailsafeSchema()).setCodePointLimit(LARGEST_CONFIG)
          .build();
      Map<?, ?> document = map(new Load(settings).loadFromString(config));
      Map<?, ?> top = map(document.get("route"));
      if (top.isEmpty()) {
        throw new IllegalArgumentException("it has no route");
      }
      return new RouteTree(Optional.of(route(top, new Inherited("", GROUP_WAIT, GROUP_INTERVAL))), receivers(document),
          webhooks(document));
    } catch (YamlEngineException | PatternSyntaxException unreadable) {
      throw new IllegalArgumentException(String.valueOf(unreadable.getMessage()), unreadable);
    }
  }

  /** The routes that take an alert with these labels, in the order of the configuration; empty if nothing is known of routes. */
  List<Route> routes(Map<String, String> labels) {
    return root.map(route -> route.matching(labels)).orElse(List.of());
  }

  /** Of the routes that take an alert with these labels, those whose receiver calls somebody. */
  List<Route> calling(Map<String, String> labels) {
    return routes(labels).stream().filter(route -> callsSomebody(route.receiver())).toList();
  }

  /** The same, remembered from poll to poll. */
  List<Route> calling(UnitedAlert alert) {
    return root.isEmpty() ? List.of() : calling.of(alert.fingerprint(), () -> List.copyOf(calling(alert.labels())));
  }

  /** Whether all receivers that Alertmanager leads it to call nobody. */
  boolean callsNobody(UnitedAlert alert) {
    return !alert.receivers().isEmpty() && alert.receivers().stream().noneMatch(this::callsSomebody);
  }

  /** Whether a receiver has an integration; one that is not known is taken to. */
  public boolean callsSomebody(String receiver) {
    return receivers.getOrDefault(receiver, true);
  }

  /** Whether a receiver has a webhook, which may be ours: where it leads is masked. */
  boolean hasWebhook(String receiver) {
    return webhooks.contains(receiver);
  }

  private record Inherited(String receiver, Duration groupWait, Duration groupInterval) {}

  private static Route route(Map<?, ?> node, Inherited parent) {
    String receiver = text(node.get("receiver"));
    Inherited own = new Inherited(receiver.isEmpty() ? parent.receiver : receiver,
        duration(node.get("group_wait"), parent.groupWait), duration(node.get("group_interval"), parent.groupInterval));
    List<Route> children = new ArrayList<>();
    for (Object child : list(node.get("routes"))) {
      children.add(route(map(child), own));
    }
    return new Route(own.receiver, own.groupWait, own.groupInterval, matchers(node),
        text(node.get("continue")).equals("true"),
        texts(node.get("mute_time_intervals")), texts(node.get("active_time_intervals")), children);
  }

  private static Duration duration(@Nullable Object node, Duration inherited) {
    return text(node).isEmpty() ? inherited : PrometheusDuration.parse(text(node)).orElse(inherited);
  }

  private static MatcherSet matchers(Map<?, ?> node) {
    List<Matcher> matchers = new ArrayList<>();
    matchers.addAll(RouteMatchers.equal(textMap(node.get("match"))));
    matchers.addAll(RouteMatchers.regex(textMap(node.get("match_re"))));
    texts(node.get("matchers")).forEach(text -> matchers.addAll(RouteMatchers.parse(text)));
    return MatcherSet.of(matchers);
  }

  private static Map<String, Boolean> receivers(Map<?, ?> document) {
    Map<String, Boolean> receivers = new HashMap<>();
    for (Object item : list(document.get("receivers"))) {
      Map<?, ?> receiver = map(item);
      boolean calls = receiver.entrySet().stream()
          .anyMatch(entry -> text(entry.getKey()).endsWith("_configs") && !list(entry.getValue()).isEmpty());
      receivers.put(text(receiver.get("name")), calls);
    }
    return receivers;
  }

  private static Set<String> webhooks(Map<?, ?> document) {
    return list(document.get("receivers")).stream().map(RouteTree::map)
        .filter(receiver -> !list(receiver.get("webhook_configs")).isEmpty())
        .map(receiver -> text(receiver.get("name"))).collect(Collectors.toSet());
  }

  private static Map<?, ?> map(@Nullable Object node) {
    return node instanceof Map<?, ?> map ? map : Map.of();
  }

  private static List<?> list(@Nullable Object node) {
    return node instanceof List<?> list ? list : List.of();
  }

  private static String text(@Nullable Object node) {
    return node instanceof String text ? text : "";
  }

  private static List<String> texts(@Nullable Object node) {
    return list(node).stream().map(RouteTree::text).toList();
  }

  private static Map<String, String> textMap(@Nullable Object node) {
    Map<String, String> texts = new HashMap<>();
    map(node).forEach((key, value) -> texts.put(text(key), text(value)));
    return texts;
  }
}
