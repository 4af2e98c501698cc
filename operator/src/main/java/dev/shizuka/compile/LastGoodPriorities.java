package dev.shizuka.compile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.shizuka.api.AlertPrioritySpec;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** The last good spec of each priority by name: its {@code assign} sets still protect when the declared one is bad. */
public record LastGoodPriorities(Map<String, AlertPrioritySpec> specs) {
  public static final LastGoodPriorities NONE = new LastGoodPriorities(Map.of());
  /** A field that a later version added must not make an old memory unreadable. */
  private static final JsonMapper JSON = JsonMapper.builder()
      .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  public LastGoodPriorities {
    specs = Map.copyOf(specs);
  }

  /** What to remember after a compile: what is good now, and what still stands in for what is not. */
  public static LastGoodPriorities of(CompiledPolicies compiled) {
    return new LastGoodPriorities(compiled.priorities().specs());
  }

  /** From what {@link #texts} gave; a text that cannot be read is left out, and so counts as not known. */
  public static LastGoodPriorities read(Map<String, String> texts) {
    Map<String, AlertPrioritySpec> specs = new HashMap<>();
    texts.forEach((name, text) -> {
      try {
        AlertPrioritySpec spec = JSON.readValue(text, AlertPrioritySpec.class);
        if (spec != null) {
          specs.put(name, spec);
        }
      } catch (JsonProcessingException unreadable) {
        specs.remove(name);
      }
    });
    return new LastGoodPriorities(specs);
  }

  /** JSON by name. */
  public Map<String, String> texts() {
    Map<String, String> texts = new TreeMap<>();
    specs.forEach((name, spec) -> {
      try {
        texts.put(name, JSON.writeValueAsString(spec));
      } catch (JsonProcessingException impossible) {
        throw new IllegalStateException("A priority that JSON cannot hold: " + name, impossible);
      }
    });
    return texts;
  }
}
