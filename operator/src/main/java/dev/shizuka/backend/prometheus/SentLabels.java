package dev.shizuka.backend.prometheus;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.shizuka.backend.BackendException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/**
 * The labels with which a Prometheus sends an alert to Alertmanager, told from its own configuration: external labels where the alert has none of
 * that name, then {@code alert_relabel_configs}. Of these only {@code labeldrop} and {@code labelkeep} are followed, which take the replica's
 * name away; guessed labels would be another instance, and count alerts twice.
 */
final class SentLabels {
  private static final int LARGEST_CONFIGURATION = 16 << 20;
  private static final String ANYTHING = "(.*)";

  private final Map<String, String> external;
  private final List<Names> steps;

  /** @param kept whether labels with such names stay, and no others; else they go */
  private record Names(Pattern pattern, boolean kept) {}

  private SentLabels(Map<String, String> external, List<Names> steps) {
    this.external = external;
    this.steps = steps;
  }

  /** @throws BackendException {@code Relabelled} where it does more with labels, {@code BadReply} where it cannot be understood */
  static SentLabels of(String title, String configuration) throws BackendException {
    if (configuration.isBlank()) {
      throw new BackendException("BadReply", true, title + " does not tell its configuration");
    }
    try {
      LoadSettings settings = LoadSettings.builder().setSchema(new FailsafeSchema())
          .setCodePointLimit(LARGEST_CONFIGURATION).build();
      Map<?, ?> document = map(new Load(settings).loadFromString(configuration));
      Map<String, String> external = new TreeMap<>();
      map(map(document.get("global")).get("external_labels"))
          .forEach((name, value) -> external.put(String.valueOf(name), String.valueOf(value)));
      return new SentLabels(external, steps(title, map(document.get("alerting"))));
    } catch (YamlEngineException | PatternSyntaxException unreadable) {
      throw new BackendException("BadReply", true,
          title + " has a configuration that cannot be understood: " + unreadable.getMessage());
    }
  }

  private static List<Names> steps(String title, Map<?, ?> alerting) throws BackendException {
    boolean each = list(alerting.get("alertmanagers")).stream()
        .anyMatch(one -> !list(map(one).get("alert_relabel_configs")).isEmpty());
    if (each) {
      throw relabelled(title, "for each Alertmanager");
    }
    List<Names> steps = new ArrayList<>();
    for (Object config : list(alerting.get("alert_relabel_configs"))) {
      Map<?, ?> step = map(config);
      String action = text(step.get("action"), "replace");
      if (!action.equals("labeldrop") && !action.equals("labelkeep")) {
        throw relabelled(title, "with the action " + action);
      }
      Pattern names = Pattern.compile("^(?s:" + text(step.get("regex"), ANYTHING) + ")$");
      steps.add(new Names(names, action.equals("labelkeep")));
    }
    return steps;
  }

  private static BackendException relabelled(String title, String how) {
    return new BackendException("Relabelled", false,
        title + " changes the labels of alerts by alert_relabel_configs " + how + ", which is not followed");
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  private static String text(@Nullable Object value, String otherwise) {
    return value == null ? otherwise : String.valueOf(value);
  }

  /** @param series of {@code ALERTS} */
  Map<String, String> of(Map<String, String> series) {
    Map<String, String> labels = new HashMap<>(series);
    labels.remove("__name__");
    labels.remove("alertstate");
    external.forEach((name, value) -> {
      if (labels.getOrDefault(name, "").isEmpty()) {
        labels.put(name, value);
      }
    });
    steps.forEach(step -> labels.keySet().removeIf(name -> step.pattern().matches(name) != step.kept()));
    labels.values().removeIf(String::isEmpty);
    return labels;
  }
}
