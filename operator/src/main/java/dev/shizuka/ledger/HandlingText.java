package dev.shizuka.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shizuka.response.Handling;
import dev.shizuka.response.Handling.Remark;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The column {@code content} of {@code handling}; what is absent is not written. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record HandlingText(@Nullable Long notifiedAt, @Nullable List<String> receivers, @Nullable Long acknowledgedAt,
    @Nullable Long firstResolvedAt, @Nullable Long resolvedAt, @Nullable RemarkText cause,
    @Nullable List<RemarkText> notes, @Nullable List<String> persons) {
  private static final ObjectMapper JSON = new ObjectMapper();

  record RemarkText(long at, String person, String text) {
    static RemarkText of(Remark remark) {
      return new RemarkText(remark.at().toEpochMilli(), remark.person(), remark.text());
    }

    Remark remark() {
      return new Remark(Instant.ofEpochMilli(at), person, text);
    }
  }

  static String write(Handling handling) {
    try {
      return JSON.writeValueAsString(new HandlingText(millis(handling.notifiedAt()),
          List.copyOf(handling.receivers()), millis(handling.firstAcknowledgedAt()),
          millis(handling.firstResolvedAt()), millis(handling.resolvedAt()),
          handling.cause().map(RemarkText::of).orElse(null), handling.notes().stream().map(RemarkText::of).toList(),
          List.copyOf(handling.persons())));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static Handling read(String text) {
    try {
      HandlingText read = JSON.readValue(text, HandlingText.class);
      return new Handling(instant(read.notifiedAt), new TreeSet<>(list(read.receivers)), instant(read.acknowledgedAt),
          instant(read.firstResolvedAt), instant(read.resolvedAt),
          Optional.ofNullable(read.cause).map(RemarkText::remark),
          list(read.notes).stream().map(RemarkText::remark).toList(), new TreeSet<>(list(read.persons)));
    } catch (JsonProcessingException unreadable) {
      throw new StoreException("the store holds a response that cannot be read: " + unreadable.getOriginalMessage(),
          unreadable);
    }
  }

  private static <T> List<T> list(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  private static @Nullable Long millis(Optional<Instant> instant) {
    return instant.map(Instant::toEpochMilli).orElse(null);
  }

  private static Optional<Instant> instant(@Nullable Long millis) {
    return Optional.ofNullable(millis).map(Instant::ofEpochMilli);
  }
}
