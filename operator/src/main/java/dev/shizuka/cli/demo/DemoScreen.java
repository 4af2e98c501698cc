package dev.shizuka.cli.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Draws the table: over and over in the same place on a terminal, now and then as plain text elsewhere. */
public final class DemoScreen {
  private static final int USUAL_WIDTH = 120;
  private static final String TOP_LEFT = "\u001b[H";
  private static final String CLEAR_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";
  private static final String CLEAR = "\u001b[2J";

  private final PrintStream out;
  private final boolean terminal;
  private final int height;
  private final DemoTable table;
  private boolean drawn;

  private DemoScreen(PrintStream out, boolean terminal, int height, DemoTable table) {
    this.out = out;
    this.terminal = terminal;
    this.height = height;
    this.table = table;
  }

  /**
   * Looks at the environment: {@code COLUMNS} and {@code LINES} for the size (the launcher sets them), {@code NO_COLOR} (https://no-color.org) and {@code TERM=dumb} for plain text.
   *
   * @param terminal whether {@code out} is one
   */
  public static DemoScreen on(PrintStream out, boolean terminal, Map<String, String> environment) {
    boolean live = terminal && !environment.getOrDefault("TERM", "dumb").equals("dumb");
    boolean styled = live && environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new DemoScreen(out, live, number(environment, "LINES", Integer.MAX_VALUE),
        new DemoTable(number(environment, "COLUMNS", USUAL_WIDTH), styled, ZoneId.systemDefault()));
  }

  /** How often to draw: a log is not to fill up. */
  public Duration pace() {
    return terminal ? Duration.ofSeconds(1) : Duration.ofSeconds(15);
  }

  public void draw(DemoView view) {
    List<String> lines = table.lines(view);
    if (terminal) {
      String text = String.join(CLEAR_LINE + "\n", fitting(lines));
      out.print((drawn ? "" : CLEAR) + TOP_LEFT + text + CLEAR_LINE + CLEAR_BELOW);
    } else {
      out.print(String.join("\n", lines) + "\n\n");
    }
    out.flush();
    drawn = true;
  }

  /** More lines than the terminal has would scroll, and leave the old ones standing. */
  private List<String> fitting(List<String> lines) {
    if (lines.size() <= height) {
      return lines;
    }
    List<String> shown = new ArrayList<>(lines.subList(0, Math.max(0, height - 1)));
    shown.add("… " + (lines.size() - shown.size()) + " more lines: make the terminal taller");
    return shown;
  }

  private static int number(Map<String, String> environment, String name, int otherwise) {
    try {
      return Integer.parseInt(environment.getOrDefault(name, ""));
    } catch (NumberFormatException unknown) {
      return otherwise;
    }
  }
}
