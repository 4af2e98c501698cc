package dev.shizuka.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The chart as it lies in the repository. */
final class Chart {
  static final Path FOLDER = Path.of("../helm/shizuka");
  /** {@code -Dchart.update=true} writes what is generated. */
  static final boolean UPDATE = Boolean.getBoolean("chart.update");
  private static final ObjectMapper JSON = new ObjectMapper();

  private Chart() {}

  static String text(String file) throws IOException {
    return Files.readString(FOLDER.resolve(file));
  }

  static JsonNode json(String file) throws IOException {
    return JSON.readTree(text(file));
  }

  /** A file of one YAML document, read as Helm does. */
  static JsonNode yaml(String text) {
    Object read = new Load(LoadSettings.builder().build()).loadFromString(text);
    return JSON.valueToTree(read == null ? Map.of() : read);
  }
}
