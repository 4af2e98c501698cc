package dev.shizuka.compile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.shizuka.catalog.ResourceId;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What a backend last confirmed by read-back, group by group: the versions that stand in for bad ones. */
public record LastGoodRules(Map<ResourceId, RuleGroup> groups) {
  private static final JsonMapper JSON = JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
      .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY).build();

  public static final LastGoodRules NONE = new LastGoodRules(Map.of());

  public LastGoodRules {
    groups = Map.copyOf(groups);
  }

  /** A group as text for {@link dev.shizuka.catalog.Memory}: JSON. */
  public static String text(RuleGroup group) {
    try {
      return JSON.writeValueAsString(group);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a rule group could not be written as JSON", impossible);
    }
  }

  /** What {@link #text} wrote; empty where the text is none of its. */
  public static Optional<RuleGroup> read(String text) {
    try {
      return Optional.ofNullable(JSON.readValue(text, RuleGroup.class)).filter(LastGoodRules::whole);
    } catch (JsonProcessingException unreadable) {
      return Optional.empty();
    }
  }

  /** Jackson leaves out what a text leaves out. */
  private static boolean whole(RuleGroup group) {
    return Stream.of(group.owner(), group.interval()).allMatch(Objects::nonNull)
        && Stream.of(group.owner().kind(), group.owner().namespace(), group.owner().name()).allMatch(Objects::nonNull)
        && group.rules().stream().allMatch(LastGoodRules::whole);
  }

  private static boolean whole(CompiledRule rule) {
    return Stream
        .of(rule.id(), rule.name(), rule.expr(), rule.forDuration(), rule.keepFiringFor(), rule.labels(),
            rule.annotations())
        .allMatch(Objects::nonNull) && Stream.of(rule.id().kind(), rule.id().name()).allMatch(Objects::nonNull);
  }

  public Optional<RuleGroup> group(ResourceId owner) {
    return Optional.ofNullable(groups.get(owner));
  }
}
