package dev.shizuka.cli.demo;

import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Lays the view out as lines, none wider than the terminal. */
public final class DemoTable {
  private static final int NARROWEST = 60;
  private static final int LAST_CALLS = 4;
  private static final String BOLD = "\u001b[1m";
  private static final String PLAIN = "\u001b[0m";
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private final int width;
  private final boolean styled;
  private final ZoneId zone;

  /**
   * @param width columns of the terminal; fewer than 60 count as 60
   * @param styled whether headings may be bold
   */
  public DemoTable(int width, boolean styled, ZoneId zone) {
    this.width = Math.max(NARROWEST, width);
    this.styled = styled;
    this.zone = zone;
  }

  public List<String> lines(DemoView view) {
    List<String> lines = new ArrayList<>();
    lines.add(heading("Shizuka demo, " + duration(view.running()) + ": " + view.headline()));
    section(lines, "firing now", firing(view.firing()));
    section(lines, "counted so far, one for each firing", view.counted().stream().map(DemoTable::count).toList());
    section(lines, "what reached a person: the pager rang " + view.pager().rang() + " times", calls(view.pager()));
    for (DemoView.Heading heading : DemoView.Heading.values()) {
      section(lines, heading.words(),
          view.notes().stream().filter(note -> note.heading() == heading).map(DemoView.Note::text).toList());
    }
    section(lines, "open (Ctrl-C ends it all)", addresses(view.addresses()));
    return lines;
  }

  private void section(List<String> lines, String title, List<String> body) {
    if (!body.isEmpty()) {
      lines.add("");
      lines.add(heading(title));
      body.forEach(line -> lines.addAll(wrapped(line)));
    }
  }

  private static List<String> firing(List<DemoView.Firing> firing) {
    if (firing.isEmpty()) {
      return List.of("nothing");
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("ALERT", "WHERE", "PRIORITY", "FOR", "REACHED", "BECAUSE"));
    firing.forEach(alert -> rows.add(List.of(alert.alert(), alert.where(), alert.priority(), duration(alert.since()),
        alert.fate().words(), alert.why())));
    return columns(rows);
  }

  private static String count(DemoView.Count count) {
    String parts = count.parts().entrySet().stream().map(part -> part.getKey() + " " + part.getValue())
        .collect(Collectors.joining(", "));
    return "%4d  %-11s %s%s".formatted(count.episodes(), count.outcome(), count.words(),
        parts.isEmpty() ? "" : ": " + parts);
  }

  private List<String> calls(DemoView.PagerState pager) {
    return columns(pager.last().stream().limit(LAST_CALLS)
        .map(ring -> List.of(TIME.format(ring.at().atZone(zone)), ring.alert(), ring.where(), ring.summary()))
        .toList());
  }

  private static List<String> addresses(List<DemoView.Address> addresses) {
    return columns(addresses.stream().map(address -> List.of(address.name(), address.url())).toList());
  }

  /** Cells padded to the widest of their column. */
  private static List<String> columns(List<List<String>> rows) {
    int[] widths = new int[rows.isEmpty() ? 0 : rows.getFirst().size()];
    rows.forEach(row -> Arrays.setAll(widths, at -> Math.max(widths[at], row.get(at).length())));
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int at = 0; at < widths.length; at++) {
      line.append(row.get(at)).repeat(' ', widths[at] - row.get(at).length() + 2);
    }
    return line.toString().stripTrailing();
  }

  /** Indented by two; what does not fit goes on, indented by four. */
  private List<String> wrapped(String text) {
    List<String> lines = new ArrayList<>();
    String rest = "  " + text.replaceAll("\\p{Cntrl}", " ");
    while (rest.length() > width) {
      int space = rest.lastIndexOf(' ', width);
      int cut = space > width / 2 ? space : width;
      lines.add(rest.substring(0, cut).stripTrailing());
      rest = "    " + rest.substring(cut).strip();
    }
    lines.add(rest);
    return lines;
  }

  private String heading(String text) {
    String fitting = text.length() > width ? text.substring(0, width - 1) + "…" : text;
    return styled ? BOLD + fitting + PLAIN : fitting;
  }

  private static String duration(Duration duration) {
    return duration.toMinutes() > 0
        ? duration.toMinutes() + "m" + duration.toSecondsPart() + "s"
        : Math.max(0, duration.toSeconds()) + "s";
  }
}
