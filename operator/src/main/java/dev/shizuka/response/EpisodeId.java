package dev.shizuka.response;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One episode, as text {@code BACKEND/FINGERPRINT/FIRST_SEEN_MILLIS}. */
@JsonTypeName("episode")
public record EpisodeId(String backend, String fingerprint, Instant firstSeenAt)
    implements
      Target,
      Comparable<EpisodeId> {
  private static final Pattern TEXT = Pattern.compile("([^/\\s]{1,253})/([0-9a-f]{16})/([0-9]{1,15})");
  private static final Comparator<EpisodeId> ORDER = Comparator.comparing(EpisodeId::backend)
      .thenComparing(EpisodeId::fingerprint).thenComparing(EpisodeId::firstSeenAt);

  /** Empty where the text is no episode's id. */
  public static Optional<EpisodeId> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    try {
      return matcher.matches()
          ? Optional.of(new EpisodeId(matcher.group(1), matcher.group(2),
              Instant.ofEpochMilli(Long.parseLong(matcher.group(3)))))
          : Optional.empty();
    } catch (NumberFormatException | DateTimeException noTime) {
      return Optional.empty();
    }
  }

  @Override
  public int compareTo(EpisodeId other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return backend + "/" + fingerprint + "/" + firstSeenAt.toEpochMilli();
  }
}
