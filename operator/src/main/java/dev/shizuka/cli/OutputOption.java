package dev.shizuka.cli;

import picocli.CommandLine.Option;

/** {@code -o}: for people or for programs. */
final class OutputOption {
  /** Forms of output. */
  enum Form {
    text, json
  }

  @Option(names = {"-o",
      "--output"}, defaultValue = "text", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private Form form = Form.text;

  boolean json() {
    return form == Form.json;
  }
}
