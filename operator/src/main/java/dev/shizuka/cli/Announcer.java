package dev.shizuka.cli;

import dev.shizuka.backend.InhibitionSync;
import dev.shizuka.backend.RuleSync;
import dev.shizuka.backend.SilenceSync;
import dev.shizuka.engine.Engine;
import dev.shizuka.engine.Results;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Tells on the terminal what changed: each finding once, each backend when its state changes. */
final class Announcer implements Engine.Listener {
  private final PrintWriter out;
  private final boolean json;
  private Set<Finding> told = Set.of();
  private final Map<String, String> states = new TreeMap<>();

  Announcer(PrintWriter out, boolean json) {
    this.out = out;
    this.json = json;
  }

  @Override
  public synchronized void changed(Results results) {
    Set<Finding> now = new LinkedHashSet<>(Findings.of(results));
    now.stream().filter(finding -> !told.contains(finding))
        .forEach(finding -> out.println(json ? Findings.json(finding) : finding.text()));
    told.stream().filter(finding -> !now.contains(finding))
        .forEach(mended -> out.println(json ? Json.text(Map.of("mended", mended.text())) : "mended: " + mended.text()));
    told = now;
    if (results.backendVerdicts().isEmpty()) {
      state("backends", "no MonitoringBackend is declared, so rules and policies go nowhere: declare one");
    } else {
      states.remove("backends");
    }
    results.rules().forEach((backend, sync) -> state("rules " + backend, rules(sync)));
    results.silences().forEach((backend, sync) -> state("silences " + backend, silences(sync)));
    results.inhibitions().forEach((backend, sync) -> state("inhibition " + backend, inhibition(sync)));
    out.flush();
  }

  private void state(String what, String text) {
    if (!text.equals(states.put(what, text))) {
      say(text);
    }
  }

  /** One sentence of its own line. */
  synchronized void say(String text) {
    out.println(json ? Json.text(Map.of("state", text)) : text);
    out.flush();
  }

  private static String rules(RuleSync sync) {
    String counts = sync.loadedRules() + "/" + sync.desiredRules() + " rules loaded";
    String rejected = sync.rejectedRules() == 0 ? "" : ", " + sync.rejectedRules() + " refused";
    return "backend " + sync.backend() + ": " + counts + rejected
        + (sync.synced() ? "" : "; " + sync.reason() + ": " + sync.message());
  }

  private static String inhibition(InhibitionSync sync) {
    return "backend " + sync.backend() + ": inhibit_rules of " + Amount.of(sync.inForce().size(), "policy", "policies")
        + " in force" + (sync.synced() ? "" : "; " + sync.reason() + ": " + sync.message());
  }

  private static String silences(SilenceSync sync) {
    String failures = sync.failures().isEmpty() ? "" : "; refused: " + sync.failures();
    return "backend " + sync.backend() + ": " + sync.owned() + " silences stand" + failures
        + (sync.synced() ? "" : "; " + sync.reason() + ": " + sync.message());
  }
}
