package dev.shizuka.backend.alertmanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.re2j.PatternSyntaxException;
import dev.shizuka.compile.Mark;
import dev.shizuka.compile.Silence;
import dev.shizuka.plan.ObservedSilence;
import dev.shizuka.policy.Matcher;
import dev.shizuka.policy.MatcherSet;
import dev.shizuka.policy.Operation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Silences as API v2 writes them. */
final class SilenceJson {
  private SilenceJson() {}

  /**
   * One silence of one member.
   *
   * @param updatedAt which of two members' versions is newer
   * @param silence empty where it is foreign and its matchers cannot be understood here
   */
  record Entry(String id, Instant updatedAt, Optional<Mark> mark, Optional<ObservedSilence> silence) {}

  static Entry read(JsonNode node) {
    String id = Replies.text(node, "id");
    List<Matcher> matchers = new ArrayList<>();
    boolean understood = true;
    for (JsonNode matcher : node.path("matchers")) {
      try {
        matchers.add(matcher(matcher));
      } catch (PatternSyntaxException foreignDialect) {
        understood = false;
      }
    }
    Optional<Mark> mark = Mark.find(matchers);
    Optional<MatcherSet> set = understood ? Optional.of(MatcherSet.of(matchers)) : mark.map(SilenceJson::onlyMark);
    return new Entry(id, Replies.instant(node, "updatedAt"), mark,
        set.map(known -> observed(node, known, mark)));
  }

  /**
   * Stands for the matchers of a silence that carries our mark but was edited beyond what RE2/J reads: equal to nothing declared, so that
   * it is ended.
   */
  private static MatcherSet onlyMark(Mark mark) {
    return MatcherSet.of(List.of(mark.matcher()));
  }

  private static ObservedSilence observed(JsonNode node, MatcherSet matchers, Optional<Mark> mark) {
    return new ObservedSilence(Replies.text(node, "id"), matchers, Replies.instant(node, "startsAt"),
        Replies.instant(node, "endsAt"), state(node.path("status").path("state").asText()),
        node.path("createdBy").asText(), node.path("comment").asText(), mark);
  }

  private static ObservedSilence.State state(String word) {
    return switch (word) {
      case "active" -> ObservedSilence.State.ACTIVE;
      case "pending" -> ObservedSilence.State.PENDING;
      case "expired" -> ObservedSilence.State.EXPIRED;
      default -> throw new IllegalArgumentException("a silence is neither pending nor active nor expired: " + word);
    };
  }

  private static Matcher matcher(JsonNode matcher) {
    boolean regex = matcher.path("isRegex").asBoolean(false);
    boolean equal = matcher.path("isEqual").asBoolean(true);
    Operation operation = regex
        ? (equal ? Operation.REGEX : Operation.NOT_REGEX)
        : (equal ? Operation.EQUAL : Operation.NOT_EQUAL);
    return new Matcher(matcher.path("name").asText(), operation, matcher.path("value").asText());
  }

  /** The body of {@code POST /silences}; with an id it is an update. */
  static String write(Optional<String> id, Silence silence, Instant startsAt) {
    ObjectNode body = Replies.JSON.createObjectNode();
    id.ifPresent(known -> body.put("id", known));
    ArrayNode matchers = body.putArray("matchers");
    for (Matcher matcher : silence.matchers().matchers()) {
      Operation operation = matcher.operation();
      matchers.addObject().put("name", matcher.name()).put("value", matcher.value())
          .put("isRegex", operation == Operation.REGEX || operation == Operation.NOT_REGEX)
          .put("isEqual", operation == Operation.EQUAL || operation == Operation.REGEX);
    }
    body.put("startsAt", startsAt.toString()).put("endsAt", silence.endsAt().toString())
        .put("createdBy", silence.createdBy()).put("comment", silence.comment());
    return body.toString();
  }
}
