package dev.shizuka.response;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shizuka.response.ResponseEvent.Acknowledged;
import dev.shizuka.response.ResponseEvent.Answer;
import dev.shizuka.response.ResponseEvent.Cause;
import dev.shizuka.response.ResponseEvent.Note;
import dev.shizuka.response.ResponseEvent.Reopened;
import dev.shizuka.response.ResponseEvent.Resolved;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** One response of the generic form; gathers all that is wrong with it. */
final class ResponseEntry {
  private static final Duration FARTHEST_AHEAD = Duration.ofMinutes(5);
  private static final int LONGEST_TEXT = 4_000;
  private static final Set<String> FIELDS = Set.of("source", "id", "type", "at", "person", "episode", "fingerprint",
      "dedupKey", "text");
  private static final Pattern SOURCE = Pattern.compile("[a-z0-9][a-z0-9._-]{0,39}");
  private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{1,128}");
  private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{16}");
  private static final Pattern PREFIX = Pattern.compile("[0-9a-f]{4,16}");
  private static final Pattern DEDUP_KEY = Pattern.compile("[0-9a-f]{64}");
  private static final Set<String> TAKEN = Set.of(AlertmanagerWebhook.SOURCE, PagerDutyWebhook.SOURCE);

  private final JsonNode entry;
  private final String pointer;
  private final List<Fault> faults = new ArrayList<>();

  ResponseEntry(JsonNode entry, String pointer) {
    this.entry = entry;
    this.pointer = pointer;
  }

  List<Fault> faults() {
    return faults;
  }

  Optional<ResponseEvent> read(Instant now, EpisodePrefixes episodes) {
    if (!entry.isObject()) {
      return fault("", "an object is expected");
    }
    entry.properties().stream().map(field -> field.getKey()).filter(name -> !FIELDS.contains(name)).sorted()
        .forEach(name -> fault("", "there is no field '" + Delivery.line(name, 60) + "'"));
    Optional<DeliveryKey> key = key();
    Optional<Instant> at = at(now);
    Optional<Target> target = target(episodes);
    Optional<String> person = bounded("person", 200).map(name -> Delivery.line(name, 200));
    Optional<String> text = bounded("text", LONGEST_TEXT);
    if (key.isEmpty() || at.isEmpty() || target.isEmpty()) {
      return Optional.empty();
    }
    return event(new Answer(key.get(), at.get(), target.get(), person.orElse("")), text.orElse(""));
  }

  private Optional<DeliveryKey> key() {
    Optional<String> source = matching("source", SOURCE, "up to 40 lowercase letters, digits, '.', '_' and '-'");
    Optional<String> id = matching("id", ID, "1 to 128 visible ASCII characters, the same when it is sent again");
    if (source.filter(TAKEN::contains).isPresent()) {
      return fault("/source", "'" + source.get() + "' has an endpoint of its own: choose another name");
    }
    return source.isEmpty() || id.isEmpty()
        ? Optional.empty()
        : Optional.of(new DeliveryKey(source.get(), id.get()));
  }

  private Optional<Instant> at(Instant now) {
    try {
      Instant at = OffsetDateTime.parse(text("at")).toInstant();
      return at.isAfter(now.plus(FARTHEST_AHEAD))
          ? fault("/at",
              "is more than " + FARTHEST_AHEAD.toMinutes() + " minutes in the future: check the sender's clock")
          : at.isBefore(Instant.EPOCH) ? fault("/at", "is before 1970") : Optional.of(at);
    } catch (DateTimeParseException noTime) {
      return fault("/at", "a time is expected, such as 2026-12-01T09:30:00Z (RFC 3339)");
    }
  }

  private Optional<Target> target(EpisodePrefixes episodes) {
    long given = List.of("episode", "fingerprint", "dedupKey").stream().filter(entry::has).count();
    if (given != 1) {
      return fault("", "exactly one of episode, fingerprint and dedupKey is expected");
    }
    if (entry.has("episode")) {
      return episode(text("episode"), episodes);
    }
    return entry.has("fingerprint")
        ? matching("fingerprint", FINGERPRINT, "16 lowercase hex digits, as Alertmanager shows it")
            .map(Target.Instance::new)
        : matching("dedupKey", DEDUP_KEY, "64 lowercase hex digits: SHA-256 of Alertmanager's group key")
            .map(key -> new Target.Incident("", key));
  }

  private Optional<Target> episode(String text, EpisodePrefixes episodes) {
    Optional<EpisodeId> id = EpisodeId.parse(text);
    if (id.isPresent()) {
      return Optional.of(id.get());
    }
    if (!PREFIX.matcher(text).matches()) {
      return fault("/episode",
          "BACKEND/FINGERPRINT/FIRST_SEEN_MILLIS or the first 4 to 16 hex digits of a fingerprint are "
              + "expected");
    }
    List<EpisodeId> found = episodes.beginningWith(text);
    if (found.size() == 1) {
      return Optional.of(found.getFirst());
    }
    return fault("/episode", found.isEmpty()
        ? "no known episode has a fingerprint that begins with " + text
        : found.size() + " fingerprints begin with " + text + ": give more digits, or one of "
            + found.stream().sorted().limit(5).map(EpisodeId::toString).toList());
  }

  private Optional<ResponseEvent> event(Answer answer, String text) {
    boolean remark = Set.of("cause", "note").contains(text("type"));
    if (remark == text.isEmpty()) {
      return fault("/text", remark ? "is expected with a cause or a note" : "goes with type cause or note only");
    }
    return switch (text("type")) {
      case "acknowledged" -> Optional.of(new Acknowledged(answer));
      case "resolved" -> Optional.of(new Resolved(answer));
      case "reopened" -> Optional.of(new Reopened(answer));
      case "cause" -> Optional.of(new Cause(answer, text));
      case "note" -> Optional.of(new Note(answer, text));
      default -> fault("/type", "acknowledged, resolved, reopened, cause or note is expected");
    };
  }

  private Optional<String> matching(String field, Pattern pattern, String expected) {
    return pattern.matcher(text(field)).matches()
        ? Optional.of(text(field))
        : fault("/" + field, expected + " are expected");
  }

  private Optional<String> bounded(String field, int longest) {
    JsonNode value = entry.path(field);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    String text = value.asText();
    boolean fits = value.isTextual() && text.codePointCount(0, text.length()) <= longest && !text.isBlank();
    return fits
        ? Optional.of(Delivery.clean(text, longest))
        : fault("/" + field, "1 to " + longest + " characters are expected");
  }

  private String text(String field) {
    return entry.path(field).isTextual() ? entry.path(field).asText() : "";
  }

  private <T> Optional<T> fault(String at, String message) {
    faults.add(new Fault(pointer + at, message));
    return Optional.empty();
  }
}
