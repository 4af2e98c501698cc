package dev.shizuka.observe;

import dev.shizuka.backend.BackendException;
import dev.shizuka.backend.alertmanager.AlertmanagerCluster;
import dev.shizuka.backend.alertmanager.PostedAlert;
import dev.shizuka.compile.PrometheusDuration;
import dev.shizuka.policy.Condition;
import dev.shizuka.policy.Synthetic;
import dev.shizuka.policy.lease.Flap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of each instance that flaps and is kept quiet for it, by one alert of our own, which is outside every policy and every count. It ends with
 * the lease if it is not told again.
 */
final class FlapHerald {
  /** Holds the original's name. */
  static final String ORIGINAL = "flapping_alertname";
  private static final Logger LOG = LoggerFactory.getLogger(FlapHerald.class);

  private final String cluster;
  private final AlertmanagerCluster members;
  /** By the instance's labels, as every member was told. */
  private Map<Map<String, String>, Flap> told = Map.of();
  private boolean failed;

  FlapHerald(String cluster, AlertmanagerCluster members) {
    this.cluster = cluster;
    this.members = members;
  }

  /** Tells what is new, renewed or over since it was told last. What a member did not take is told again at the next look. */
  void tell(Kept kept, PoliciesHere here, Instant at) {
    if (!kept.renewing()) {
      return;
    }
    Map<Map<String, String>, Flap> now = new LinkedHashMap<>();
    kept.flaps().stream().filter(flap -> here.leasing().contains(flap.policy()))
        .forEach(flap -> now.putIfAbsent(flap.labels(), flap));
    List<PostedAlert> alerts = new ArrayList<>();
    now.values().stream().filter(flap -> !flap.equals(told.get(flap.labels())))
        .forEach(flap -> alerts.add(alert(flap, here, flap.until())));
    told.values().stream().filter(flap -> !now.containsKey(flap.labels()) && flap.until().isAfter(at))
        .forEach(flap -> alerts.add(alert(flap, here, at)));
    if (alerts.isEmpty()) {
      told = now;
    } else if (sent(alerts)) {
      told = now;
    }
  }

  private boolean sent(List<PostedAlert> alerts) {
    try {
      members.fire(alerts);
      if (failed) {
        LOG.info("Every member of {} is told again of what flaps", cluster);
      }
      failed = false;
      return true;
    } catch (BackendException refused) {
      if (!failed) {
        LOG.warn("Not every member of {} was told of what flaps: {}; trying again at each poll", cluster,
            refused.sentence());
      }
      failed = true;
      return false;
    }
  }

  private static PostedAlert alert(Flap flap, PoliciesHere here, Instant endsAt) {
    Map<String, String> labels = new TreeMap<>(flap.labels());
    String original = labels.getOrDefault("alertname", "");
    labels.put("alertname", Synthetic.ALERTNAME);
    labels.remove(ORIGINAL);
    if (!original.isEmpty()) {
      labels.put(ORIGINAL, original);
    }
    String name = original.isEmpty() ? "An alert without a name" : original;
    return new PostedAlert(labels, Map.of("summary", name + " flaps", "description", description(flap, here, name)),
        flap.since(), endsAt);
  }

  private static String description(Flap flap, PoliciesHere here, String name) {
    String policy = flap.policy().qualifiedName();
    return here.conditional().stream().filter(found -> found.id().equals(flap.policy()))
        .flatMap(found -> found.condition().stream()).map(condition -> condition instanceof Condition.Flapping flapping
            ? name + " began and ended to fire " + flapping.changes() + " times or more within "
                + PrometheusDuration.text(flapping.within()) + ". Policy " + policy
                + " keeps it quiet until it has neither begun nor ended for "
                + PrometheusDuration.text(flapping.quietFor())
                + "; if it fires steadily then, it is heard."
            : "")
        .findFirst().orElse(name + " flaps no more, or policy " + policy + " does not keep it quiet any more.");
  }
}
