package dev.shizuka.ledger;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shizuka.catalog.ResourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A row of the table {@code episode}, column by column. Public because JDBI binds methods of public types only. */
public record EpisodeRow(String backend, String fingerprint, long firstSeenAt, String labels, String priority,
    String namespace, String alertname, String priorityCounted, String state, long grace, @Nullable Long patience,
    long endsWithin,
    @Nullable Long unsuppressedSince, @Nullable Long actionableAt, int gap, String reason, String policy,
    String author, String policies, String wouldSuppress, @Nullable Long lastSeenAt, @Nullable Long absentSince,
    @Nullable Long witnessedSince,
    String outcome, @Nullable Long closedAt, @Nullable Long previousClosedAt, int summed) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * One policy's course in the column {@code would_suppress}.
   *
   * @param reason not empty if it is suppressed, in stores of the first version, which had no {@code suppressed}
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record CourseText(@Nullable Long unsuppressedSince, @Nullable Long actionableAt, boolean gap, boolean suppressed,
      @Nullable String reason) {
    static CourseText of(Course course) {
      return new CourseText(millis(course.unsuppressedSince()), millis(course.actionableAt()), course.gap(),
          course.suppressed(), null);
    }

    Course course() {
      return new Course(instant(unsuppressedSince), instant(actionableAt), gap,
          suppressed || reason != null && !reason.isEmpty());
    }
  }

  /** The column {@code policies}; what is absent is empty. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record PoliciesText(@Nullable List<String> suppressedBy, @Nullable List<String> inVain,
      @Nullable List<String> calledBefore) {
    static PoliciesText of(Attribution attribution) {
      return new PoliciesText(keys(attribution.suppressedBy()), keys(attribution.inVain()),
          keys(attribution.calledBefore()));
    }

    /** Stores of the first version know only the policy of the first suppression. */
    Attribution attribution(Optional<Sighting.Suppression> first) {
      Set<ResourceId> known = ids(suppressedBy);
      first.flatMap(Sighting.Suppression::policy).ifPresent(known::add);
      return new Attribution(first, known, ids(inVain), ids(calledBefore));
    }

    private static List<String> keys(Set<ResourceId> policies) {
      return policies.stream().map(PolicyKey::write).sorted().toList();
    }

    private static Set<ResourceId> ids(@Nullable List<String> keys) {
      return keys == null ? new HashSet<>() : keys.stream().map(PolicyKey::read).collect(Collectors.toSet());
    }
  }

  static EpisodeRow of(OpenEpisode episode, Optional<Folded.End> end) {
    Course course = episode.course();
    Optional<Sighting.Suppression> first = episode.attribution().first();
    Optional<OpenEpisode.Absence> absence = episode.absence();
    SortedMap<String, CourseText> hypothetical = new TreeMap<>();
    episode.ifEnforced().forEach((id, ifEnforced) -> hypothetical.put(PolicyKey.write(id), CourseText.of(ifEnforced)));
    String outcome = end.map(Folded.End::outcome).map(Enum::name)
        .orElse(course.actionable() ? Outcome.ACTIONABLE.name() : "");
    Series series = episode.series();
    return new EpisodeRow(series.backend(), episode.fingerprint(), episode.firstSeenAt().toEpochMilli(),
        write(episode.labels()), episode.priority(), series.namespace(), series.alertname(), series.priority(),
        episode.seen().state().name(), episode.seen().grace().toMillis(), episode.seen().patience().toMillis(),
        episode.seen().endsWithin().toMillis(),
        millis(course.unsuppressedSince()), millis(course.actionableAt()), course.gap() ? 1 : 0,
        first.map(why -> why.reason().name()).orElse(""),
        first.flatMap(Sighting.Suppression::policy).map(PolicyKey::write).orElse(""),
        first.map(Sighting.Suppression::author).orElse(""), write(PoliciesText.of(episode.attribution())),
        write(hypothetical), millis(absence.map(OpenEpisode.Absence::lastSeenAt)),
        millis(absence.map(OpenEpisode.Absence::since)),
        millis(absence.flatMap(OpenEpisode.Absence::witnessedSince)), outcome,
        millis(end.map(Folded.End::closedAt)), millis(episode.previousClosedAt()), 1);
  }

  OpenEpisode episode() {
    SortedMap<ResourceId, Course> hypothetical = new TreeMap<>();
    read(wouldSuppress, new TypeReference<Map<String, CourseText>>() {
    })
        .forEach((key, course) -> hypothetical.put(PolicyKey.read(key), course.course()));
    return new OpenEpisode(labelMap(), fingerprint, priority,
        new Series(backend, namespace, alertname, priorityCounted), Instant.ofEpochMilli(firstSeenAt),
        instant(previousClosedAt),
        new OpenEpisode.Seen(Sighting.State.valueOf(state), Duration.ofMillis(grace),
            Duration.ofMillis(patience == null ? grace : patience), Duration.ofMillis(endsWithin)),
        new Course(instant(unsuppressedSince), instant(actionableAt), gap != 0, !reason.isEmpty()),
        read(policies, new TypeReference<PoliciesText>() {
        }).attribution(suppression()), hypothetical, absence());
  }

  /** How it ended; empty while it is open. */
  Optional<Folded.End> end() {
    if (closedAt == null) {
      return Optional.empty();
    }
    OpenEpisode episode = episode();
    Outcome ended = Outcome.valueOf(outcome);
    boolean brief = episode.brief(episode.lastSeenAt(episode.firstSeenAt()));
    return Optional.of(new Folded.End(Instant.ofEpochMilli(closedAt), ended, episode.wouldSuppress(ended, brief)));
  }

  /** The same, added to the sums. */
  EpisodeRow inSums() {
    return new EpisodeRow(backend, fingerprint, firstSeenAt, labels, priority, namespace, alertname, priorityCounted,
        state, grace, patience, endsWithin, unsuppressedSince, actionableAt, gap, reason, policy, author, policies,
        wouldSuppress, lastSeenAt, absentSince, witnessedSince, outcome, closedAt, previousClosedAt, 1);
  }

  private Optional<OpenEpisode.Absence> absence() {
    return lastSeenAt == null || absentSince == null
        ? Optional.empty()
        : Optional.of(new OpenEpisode.Absence(Instant.ofEpochMilli(lastSeenAt), Instant.ofEpochMilli(absentSince),
            instant(witnessedSince)));
  }

  /** The row of a closed episode, for people. */
  Ledger.Episode closed() {
    OpenEpisode episode = episode();
    return shown(episode, Optional.of(Outcome.valueOf(outcome)), episode.lastSeenAt(episode.firstSeenAt()),
        instant(closedAt));
  }

  /** An open episode, for people. */
  static Ledger.Episode shown(OpenEpisode episode, Instant lastPoll) {
    Optional<Outcome> counted = episode.course().actionable() ? Optional.of(Outcome.ACTIONABLE) : Optional.empty();
    return shown(episode, counted, episode.lastSeenAt(lastPoll), Optional.empty());
  }

  private static Ledger.Episode shown(OpenEpisode episode, Optional<Outcome> outcome, Instant lastSeenAt,
      Optional<Instant> closedAt) {
    Optional<Sighting.Suppression> why = episode.attribution().first();
    return new Ledger.Episode(episode.series().backend(), episode.fingerprint(), episode.labels(), episode.priority(),
        episode.firstSeenAt(), lastSeenAt, outcome, episode.seen().state(),
        why.map(suppression -> suppression.reason().label()).orElse(""),
        why.flatMap(Sighting.Suppression::policy).map(ResourceId::qualifiedName).orElse(""),
        why.map(Sighting.Suppression::author).orElse(""), closedAt);
  }

  private Map<String, String> labelMap() {
    return read(labels, new TypeReference<TreeMap<String, String>>() {
    });
  }

  private Optional<Sighting.Suppression> suppression() {
    return reason.isEmpty()
        ? Optional.empty()
        : Optional.of(new Sighting.Suppression(Sighting.Reason.valueOf(reason),
            policy.isEmpty() ? Optional.empty() : Optional.of(PolicyKey.read(policy)), author));
  }

  private static @Nullable Long millis(Optional<Instant> instant) {
    return instant.map(Instant::toEpochMilli).orElse(null);
  }

  private static Optional<Instant> instant(@Nullable Long millis) {
    return Optional.ofNullable(millis).map(Instant::ofEpochMilli);
  }

  private static String write(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static <T> T read(String text, TypeReference<T> type) {
    try {
      return JSON.readValue(text, type);
    } catch (JsonProcessingException unreadable) {
      throw new StoreException("the store holds an episode that cannot be read: " + unreadable.getOriginalMessage(),
          unreadable);
    }
  }
}
