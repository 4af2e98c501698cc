package dev.shizuka.backend.prometheus;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * One series of a range query: when it has a value; which one is not kept.
 *
 * @param values milliseconds since 1970, in order
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record TimeSeries(Map<String, String> metric, @JsonDeserialize(using = Times.class) long[] values) {
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Reply(@Nullable Matrix data) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Matrix(List<TimeSeries> result) {
    Matrix {
      result = result == null ? List.of() : List.copyOf(result);
    }
  }

  TimeSeries {
    metric = metric == null ? Map.of() : Map.copyOf(metric);
    values = values == null ? new long[0] : values;
  }

  /** Pairs of seconds and a text. As trees they would take ten times the room, and there may be a million. */
  static final class Times extends JsonDeserializer<long[]> {
    @Override
    public long[] deserialize(JsonParser json, DeserializationContext context) throws IOException {
      LongStream.Builder times = LongStream.builder();
      while (json.nextToken() == JsonToken.START_ARRAY) {
        json.nextToken();
        times.add(Math.round(json.getDoubleValue() * 1000));
        json.nextToken();
        json.nextToken();
      }
      return times.build().toArray();
    }
  }
}
