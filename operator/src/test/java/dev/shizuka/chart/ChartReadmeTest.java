package dev.shizuka.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Values, their schema and the table of the README say the same; {@code -Dchart.update=true} writes the table. */
class ChartReadmeTest {
  private static final String BEGIN = "<!-- values: made from values.yaml and values.schema.json -->\n";
  private static final String END = "<!-- end of values -->\n";
  private static List<ChartValue> values;
  private static JsonNode defaults;
  private static JsonNode schema;

  @BeforeAll
  static void read() throws IOException {
    values = ChartValue.of(Chart.text("values.yaml"));
    defaults = Chart.yaml(Chart.text("values.yaml"));
    schema = Chart.json("values.schema.json");
  }

  @Test
  void everyValueHasACommentAndAType() {
    assertThat(values).isNotEmpty().allSatisfy(value -> {
      assertThat(value.comment()).as(value.name() + " in values.yaml").endsWith(".");
      assertThat(value.schema(schema).has("type")).as(value.name() + " in values.schema.json").isTrue();
    });
  }

  @Test
  void theSchemaKnowsNoValueThatIsNotThere() {
    List<String> known = new ArrayList<>();
    gather(schema, "", known);
    // Helm itself hands `global` to charts that are part of another one.
    known.remove("global");
    assertThat(known).containsExactlyInAnyOrderElementsOf(values.stream().map(ChartValue::name).toList());
  }

  private static void gather(JsonNode node, String above, List<String> known) {
    for (Map.Entry<String, JsonNode> property : node.path("properties").properties()) {
      String name = above + property.getKey();
      if (property.getValue().has("properties")) {
        gather(property.getValue(), name + ".", known);
      } else {
        known.add(name);
      }
    }
  }

  @Test
  void theDefaultsFitTheSchema() {
    assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(schema).validate(defaults))
        .isEmpty();
  }

  @Test
  void theTableOfTheReadmeIsMadeOfThem() throws IOException {
    String readme = Chart.text("README.md");
    String made = readme.substring(0, readme.indexOf(BEGIN) + BEGIN.length()) + table()
        + readme.substring(readme.indexOf(END));
    if (Chart.UPDATE) {
      Files.writeString(Chart.FOLDER.resolve("README.md"), made);
    }
    assertThat(Chart.text("README.md")).as("helm/shizuka/README.md is stale: run the test with -Dchart.update=true")
        .isEqualTo(made);
  }

  @Test
  void theChartIsOfTheProgramsVersion() throws IOException {
    String version = Pattern.compile("<artifactId>shizuka</artifactId>\\s*<version>(.*?)</version>")
        .matcher(Files.readString(Chart.FOLDER.resolve("../../pom.xml"))).results().findFirst().orElseThrow().group(1);
    JsonNode chart = Chart.yaml(Chart.text("Chart.yaml"));
    assertThat(chart.path("appVersion").asText()).isEqualTo(version);
    assertThat(version).startsWith(chart.path("version").asText());
  }

  private static String table() {
    return "\n| value | type | default | what it is |\n|---|---|---|---|\n" + values.stream()
        .map(value -> "| `%s` | %s | `%s` | %s |\n".formatted(value.name(), type(value.schema(schema)),
            value.in(defaults).toString().replace("|", "\\|"), value.comment().replace("|", "\\|")))
        .collect(Collectors.joining()) + "\n";
  }

  private static String type(JsonNode schema) {
    if (schema.has("enum")) {
      return StreamSupport.stream(schema.path("enum").spliterator(), false).map(JsonNode::asText)
          .collect(Collectors.joining(", "));
    }
    return schema.path("type").isArray()
        ? StreamSupport.stream(schema.path("type").spliterator(), false).map(JsonNode::asText)
            .collect(Collectors.joining(" or "))
        : schema.path("type").asText();
  }
}
