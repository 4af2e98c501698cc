package dev.shizuka.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What {@code docs/openapi.yaml} promises. */
final class OpenApi {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final JsonNode document;

  OpenApi() {
    try {
      document = new YAMLMapper().readTree(Files.readString(Path.of("../docs/openapi.yaml")));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  JsonNode document() {
    return document;
  }

  /** Whether a JSON text is what the named schema says. */
  boolean allows(String schema, String text) {
    try {
      return schema(schema).validate(JSON.readTree(text), context -> context.getExecutionConfig()
          .setFormatAssertionsEnabled(true)).isEmpty();
    } catch (IOException notJson) {
      return false;
    }
  }

  /** A JSON Schema 2020-12 document, which is what OpenAPI 3.1's schemas are. */
  private JsonSchema schema(String name) {
    ObjectNode schema = JSON.createObjectNode();
    schema.put("$ref", "#/components/schemas/" + name);
    schema.set("components", document.path("components"));
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
  }

  /** Checks that an answer is one that the document tells of. */
  void tells(String path, int status, String contentType, String body) {
    JsonNode answer = document.path("paths").path(path).path("post").path("responses").path(String.valueOf(status));
    assertThat(answer.isMissingNode()).as("answer %d of %s", status, path).isFalse();
    if (answer.has("$ref")) {
      answer = document.at(answer.path("$ref").asText().substring(1));
    }
    if (!answer.has("content")) {
      assertThat(body).as("answer %d of %s", status, path).isEmpty();
      return;
    }
    String type = contentType.replaceFirst(";.*", "");
    JsonNode content = answer.path("content").path(type);
    assertThat(content.isMissingNode()).as("type %s of answer %d of %s", type, status, path).isFalse();
    assertThat(allows(content.at("/schema/$ref").asText().replaceFirst(".*/", ""), body)).as(body).isTrue();
  }
}
