package dev.shizuka.compile;

import com.google.re2j.Pattern;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.ConfigurationText.Item;
import dev.shizuka.policy.Matcher;
import dev.shizuka.policy.MatcherSet;
import dev.shizuka.policy.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Alertmanager's configuration as its owner writes it, with our inhibit rules put in among its lines: everything else stays as it was written,
 * comments too. One rule of ours matches nothing; it carries a digest of the whole, so that Alertmanager's
 * {@code config.original} proves which text it runs with.
 *
 * @param text what Alertmanager is to run with
 * @param proof stands in the configuration of an Alertmanager that runs with this text, and in no other; empty in an owner's own text
 */
public record CompletedConfiguration(String text, String proof) {
  private static final String HEADER = "# Completed by Shizuka. Edit the base instead: what is changed here is put back.\n";
  private static final String BEGIN = "# >>> inhibit rules of Shizuka";
  private static final String END = "# <<< inhibit rules of Shizuka";
  private static final Pattern OURS = Pattern.compile("(?ms)^ *" + BEGIN + "$.*?^ *" + END + "$\n?");

  /**
   * @param written the base; if it is a copy of an output, what is ours in it does not count, or nothing would ever end it
   * @param rules by policy, whose names are written beside them
   * @param installation whose rules they are
   * @throws IllegalArgumentException if the base cannot be completed; the message says why, without repeating the base
   */
  public static CompletedConfiguration of(String written, Map<ResourceId, List<InhibitRule>> rules,
      String installation) {
    String base = theirs(written);
    List<Item> items = new ArrayList<>();
    rules.forEach((policy, ofPolicy) -> ofPolicy
        .forEach(rule -> items.add(new Item(rule.yaml(), policy.qualifiedName()))));
    String proof = Sha256.of(installation + "\n" + items + "\n" + base);
    MatcherSet nothing = MatcherSet.of(List.of(new Matcher(Mark.LABEL, Operation.EQUAL, proof)));
    items.addFirst(new Item(new InhibitRule(nothing, nothing, List.of()).yaml(),
        "matches nothing: by it Shizuka sees what Alertmanager runs with"));
    ConfigurationText configuration = ConfigurationText.parse(base.startsWith("\uFEFF") ? base.substring(1) : base);
    String text = configuration.insert(BEGIN, items, END);
    configuration.requireSameBut(text, items.size());
    return new CompletedConfiguration(HEADER + text, proof);
  }

  /** The base alone, where nothing of ours is wanted any more. */
  public static CompletedConfiguration untouched(String base) {
    return new CompletedConfiguration(theirs(base), "");
  }

  /** What a completed text says without what is ours. */
  public static String theirs(String completed) {
    String body = completed.startsWith(HEADER) ? completed.substring(HEADER.length()) : completed;
    return OURS.matcher(body).replaceAll("");
  }

  /** Whether a text is one of ours. */
  public static boolean ours(String text) {
    return text.contains(BEGIN) && text.contains(END);
  }

  /** @param original what {@code /api/v2/status} shows */
  public boolean runsIn(String original) {
    return proof.isEmpty() ? !original.contains(Mark.LABEL + "=\"") : original.contains(proof);
  }

  /** Whether the text has this rule already. */
  public static boolean has(String text, InhibitRule rule) {
    return ours(text) && text.contains(rule.yaml());
  }
}
