package dev.shizuka.response;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Function;

/**
 * The raw body of a request, and when it arrived.
 *
 * @param body JSON in UTF-8 (RFC 8259)
 */
public record Delivery(byte[] body, Instant arrivedAt) {
  /** Levels of nesting; Alertmanager and PagerDuty need five. */
  private static final int DEEPEST = 32;
  private static final ObjectMapper JSON = JsonMapper
      .builder(JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).maxNumberLength(40)
              .maxNameLength(4_096).build())
          .build())
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /** Reads the body as one JSON object. */
  Reading read(Function<JsonNode, Reading> reader) {
    try {
      JsonNode root = JSON.readTree(new String(body, StandardCharsets.UTF_8));
      return root.isObject() ? reader.apply(root) : Reading.of(new Fault("", "a JSON object is expected"));
    } catch (JsonProcessingException notJson) {
      // Its message shows the text around the mistake; the place is enough.
      JsonLocation place = notJson.getLocation();
      return Reading.of(new Fault("", "this is not JSON that can be read"
          + (place == null ? "" : ", at line " + place.getLineNr() + ", column " + place.getColumnNr())));
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** At most that many characters of one line: what stands in names and logs. */
  static String line(String text, int longest) {
    return clean(text.replaceAll("\\s+", " "), longest);
  }

  /** At most that many characters, without control characters but line breaks and tabs. */
  static String clean(String text, int longest) {
    StringBuilder clean = new StringBuilder();
    text.strip().codePoints().filter(point -> point == '\n' || point == '\t' || !Character.isISOControl(point))
        .limit(longest).forEach(clean::appendCodePoint);
    return clean.toString();
  }
}
