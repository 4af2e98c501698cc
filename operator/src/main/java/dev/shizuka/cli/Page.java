package dev.shizuka.cli;

import dev.shizuka.cli.PageView.Alert;
import dev.shizuka.cli.PageView.AlertTotal;
import dev.shizuka.cli.PageView.Backend;
import dev.shizuka.cli.PageView.Group;
import dev.shizuka.cli.PageView.Headline;
import dev.shizuka.cli.PageView.Policy;
import dev.shizuka.cli.PageView.RefusedRule;
import dev.shizuka.cli.PageView.Server;
import dev.shizuka.ledger.PolicyUse.Counts;
import dev.shizuka.policy.Window;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The page as HTML. Whatever comes from outside goes through {@link #text}. */
final class Page {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
      .withZone(ZoneOffset.UTC);

  private final PageView view;

  private Page(PageView view) {
    this.view = view;
  }

  static String render(PageView view) {
    return new Page(view).html();
  }

  private String html() {
    return """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="refresh" content="5">
        <title>%s firing · Shizuka</title>
        <link rel="icon" href="data:,">
        <link rel="stylesheet" href="style.css">
        </head>
        <body>
        <header><h1>Shizuka <span lang="ja">静か</span></h1><p>%s</p></header>
        <main>
        """.formatted(view.firing().size(), text(TIME.format(view.at()))) + headline(view.headline()) + findings()
        + section("Firing now", "Nothing fires.", columns("Alert", "Namespace", "Priority", "State", "Why", "Since"),
            rows(view.firing(), this::firing))
        + section("Recently ended", "Nothing has ended yet.",
            columns("Alert", "Namespace", "Priority", "Became", "Why", "Lasted"), rows(view.ended(), this::ended))
        + section("By alert", "Nothing is counted yet.",
            columns("Alert", "Namespace", "Priority", "#Reached a person", "#Kept quiet", "#Brief", "#Unobserved"),
            rows(view.totals(), Page::total))
        + section("Policies", "No policy is declared.",
            columns("Policy", "Mode", "State", "Window", "#Quiet now", "#Suppressed 7 / 30 d", "#Would have 7 / 30 d",
                "#Called 30 d", "#In vain 30 d", "#Called before lease 30 d", "Last match", "About"),
            rows(view.policies(), this::policy))
        + section("Rules", "No rule group is declared.", columns("Group", "#Declared", "#Loaded", "Left out"),
            rows(view.groups(), Page::group))
        + section("Backends", "No backend is declared.", columns("Backend", "Sync", "Content", "Servers"),
            rows(view.backends(), this::backend))
        + "</main>\n</body>\n</html>\n";
  }

  private static String headline(Headline headline) {
    return "<dl class=\"headline\">" + figure("reached", headline.reached(), "reached a person")
        + figure("quiet", headline.quiet(), "kept quiet") + figure("", headline.brief(), "brief")
        + figure("", headline.unobserved(), "unobserved") + figure("", headline.open(), "open") + "</dl>\n";
  }

  private static String figure(String tone, long number, String words) {
    return "<div class=\"" + tone + "\"><dd>" + number + "</dd><dt>" + words + "</dt></div>";
  }

  private String findings() {
    return view.findings().isEmpty()
        ? ""
        : "<section><h2>To mend</h2><ul class=\"findings\">"
            + rows(view.findings(), finding -> "<li>" + text(finding) + "</li>\n") + "</ul></section>\n";
  }

  private String firing(Alert alert) {
    return row(name(alert), cell(alert.namespace()), cell(alert.priority()), state(alert), cell(alert.why()),
        cell(lasting(alert.since(), view.at())));
  }

  private String ended(Alert alert) {
    return row(name(alert), cell(alert.namespace()), cell(alert.priority()), state(alert), cell(alert.why()),
        cell(lasting(alert.since(), alert.until().orElse(view.at()))));
  }

  private static String total(AlertTotal total) {
    return row(cell(total.alertname()), cell(total.namespace()), cell(total.priority()), number(total.reached()),
        number(total.quiet()), number(total.brief()), number(total.unobserved()));
  }

  private static String window(Window window) {
    return (window.startless() ? "" : TIME.format(window.startsAt()) + " ") + "until " + TIME.format(window.endsAt());
  }

  private String policy(Policy policy) {
    String tone = policy.state().equals("Refused") ? "bad" : policy.state().equals("Active") ? "quiet" : "plain";
    Counts week = policy.use().week();
    Counts month = policy.use().month();
    return row("<td>" + text(policy.name()) + "<small>" + text(policy.form()) + "</small></td>", cell(policy.mode()),
        badge(tone, policy.state()), cell(policy.window().map(Page::window).orElse("")),
        number(policy.use().suppressedNow()), numbers(week.suppressed(), month.suppressed()),
        numbers(week.wouldSuppress(), month.wouldSuppress()), number(month.called()), number(month.inVain()),
        number(month.calledBefore()),
        cell(policy.use().lastMatch().map(last -> lasting(last, view.at()) + " ago").orElse("never")),
        cell(policy.message()));
  }

  private static String group(Group group) {
    String refused = rows(group.refused(), Page::refused);
    return row(cell(group.name()), number(group.rules()), number(group.loaded()), "<td>" + refused + "</td>");
  }

  private static String refused(RefusedRule rule) {
    return "<p><strong>" + text(rule.name()) + "</strong> " + text(rule.reason()) + ": " + text(rule.message())
        + (rule.lastGood() ? " <em>Its last good version keeps running.</em>" : "") + "</p>";
  }

  private String backend(Backend backend) {
    String at = backend.at().map(when -> " " + lasting(when, view.at()) + " ago").orElse("");
    String message = backend.synced() ? "" : "<p>" + text(backend.message()) + "</p>";
    return row("<td>" + text(backend.name()) + "<small>" + text(backend.side()) + "</small></td>",
        "<td><span class=\"badge " + (backend.synced() ? "quiet" : "bad") + "\">" + text(backend.reason())
            + "</span><small>" + text(at) + "</small>" + message + "</td>",
        cell(backend.amount()), "<td>" + rows(backend.servers(), Page::server) + "</td>");
  }

  private static String server(Server server) {
    String state = server.reachable() ? server.version() : server.message();
    return "<p class=\"" + (server.reachable() ? "" : "bad") + "\">" + text(server.url()) + " <small>" + text(state)
        + "</small></p>";
  }

  private static String section(String title, String nothing, String head, String rows) {
    String body = rows.isEmpty()
        ? "<p class=\"nothing\">" + nothing + "</p>"
        : "<div class=\"scroll\"><table><thead><tr>" + head + "</tr></thead><tbody>\n" + rows
            + "</tbody></table></div>";
    return "<section><h2>" + title + "</h2>" + body + "</section>\n";
  }

  /** @param titles those that begin with # stand over numbers */
  private static String columns(String... titles) {
    return List.of(titles).stream()
        .map(title -> title.startsWith("#") ? "<th class=\"number\">" + title.substring(1) : "<th>" + title)
        .collect(Collectors.joining("</th>", "", "</th>"));
  }

  private static <T> String rows(List<T> items, Function<T, String> row) {
    return items.stream().map(row).collect(Collectors.joining());
  }

  private static String row(String... cells) {
    return "<tr>" + String.join("", cells) + "</tr>\n";
  }

  private static String name(Alert alert) {
    return "<td>" + text(alert.alertname()) + "<small>" + text(alert.subject()) + "</small></td>";
  }

  private static String state(Alert alert) {
    String tone = switch (alert.state()) {
      case REACHED -> "reached";
      case QUIET -> "quiet";
      case BRIEF, UNOBSERVED, WAITING, UNKNOWN -> "plain";
    };
    return badge(tone, alert.state().words());
  }

  private static String badge(String tone, String words) {
    return "<td><span class=\"badge " + tone + "\">" + text(words) + "</span></td>";
  }

  private static String cell(String content) {
    return "<td>" + text(content) + "</td>";
  }

  private static String number(long number) {
    return "<td class=\"number\">" + number + "</td>";
  }

  private static String numbers(long week, long month) {
    return "<td class=\"number\">" + week + " / " + month + "</td>";
  }

  /** {@code 45s}, {@code 12m}, {@code 3h 5m}, {@code 2d 4h}. */
  static String lasting(Instant from, Instant until) {
    long seconds = Math.max(0, until.getEpochSecond() - from.getEpochSecond());
    if (seconds < 60) {
      return seconds + "s";
    }
    if (seconds < 3600) {
      return seconds / 60 + "m";
    }
    return seconds < 86_400
        ? seconds / 3600 + "h " + seconds % 3600 / 60 + "m"
        : seconds / 86_400 + "d " + seconds % 86_400 / 3600 + "h";
  }

  private static String text(String raw) {
    return raw.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("'",
        "&#39;");
  }
}
