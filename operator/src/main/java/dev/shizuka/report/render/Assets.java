package dev.shizuka.report.render;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What the HTML carries with it. */
final class Assets {
  private Assets() {}

  static String style() {
    return read("/dev/shizuka/report/render/report.css");
  }

  static String script() {
    return read("/dev/shizuka/report/render/report.js");
  }

  /** Chart.js, MIT licence. Its source map is not there: without its last line no browser looks for it. */
  static String charts() {
    return read("/META-INF/resources/webjars/chart.js/4.4.9/dist/chart.umd.js")
        .replaceAll("(?m)^//# sourceMappingURL=.*$", "").replace("</script", "<\\/script");
  }

  private static String read(String name) {
    try (InputStream resource = Assets.class.getResourceAsStream(name)) {
      if (resource == null) {
        throw new IllegalStateException("the program is incomplete: " + name + " is missing");
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
