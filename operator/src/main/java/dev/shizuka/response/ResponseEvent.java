package dev.shizuka.response;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** One thing that was told of alerts. Values: the same delivery gives equal events. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({@JsonSubTypes.Type(ResponseEvent.Notified.class), @JsonSubTypes.Type(ResponseEvent.Tracked.class),
    @JsonSubTypes.Type(ResponseEvent.Acknowledged.class), @JsonSubTypes.Type(ResponseEvent.Resolved.class),
    @JsonSubTypes.Type(ResponseEvent.Reopened.class), @JsonSubTypes.Type(ResponseEvent.Cause.class),
    @JsonSubTypes.Type(ResponseEvent.Note.class)})
public sealed interface ResponseEvent {
  DeliveryKey key();

  /** When it happened, by the sender's clock, in milliseconds; for {@link Notified}, whose sender gives no time, when it first arrived. */
  Instant at();

  /** By what an event is found ({@link Neighbourhood}): fingerprints, dedup keys and incidents that it names. */
  default SortedSet<String> links() {
    return Links.of(this);
  }

  /** About when the episodes were open that the event names; empty where an incident's whole life decides which these are. */
  default Optional<Instant> soughtAt() {
    return switch (this) {
      case Notified notified -> Optional.of(notified.at());
      case Tracked tracked -> Optional.empty();
      case ByPerson byPerson -> switch (byPerson.answer().target()) {
        case EpisodeId id -> Optional.of(id.firstSeenAt());
        case Target.Instance instance -> Optional.of(byPerson.at());
        case Target.Incident incident -> Optional.empty();
      };
    };
  }

  /** What Alertmanager said of one alert. */
  enum Status {
    FIRING, RESOLVED
  }

  /** One alert of a notification. */
  record Told(String fingerprint, Status status) {}

  /** Alertmanager notified a receiver of a group. Where PagerDuty is in the same receiver, this says whom its incident is about. */
  @JsonTypeName("notified")
  record Notified(DeliveryKey key, Instant at, String receiver, String groupKey, List<Told> alerts)
      implements
        ResponseEvent {
    public Notified {
      at = at.truncatedTo(ChronoUnit.MILLIS);
      alerts = List.copyOf(alerts);
    }

    /** PagerDuty's {@code dedup_key} of the same notification. */
    public String dedupKey() {
      return Sha256.hex(groupKey);
    }

    List<String> firing() {
      return alerts.stream().filter(told -> told.status() == Status.FIRING).map(Told::fingerprint).toList();
    }
  }

  /**
   * A pager has this incident, or ended it by itself. No person's response; without it incident and alerts could not be joined.
   *
   * @param ended the incident was resolved, though by no person
   */
  @JsonTypeName("tracked")
  record Tracked(DeliveryKey key, Instant at, Target.Incident incident, boolean ended) implements ResponseEvent {
    public Tracked {
      at = at.truncatedTo(ChronoUnit.MILLIS);
    }
  }

  /**
   * Who answered, when, and what about.
   *
   * @param person a name for people to read; empty where the sender gives none
   */
  record Answer(DeliveryKey key, Instant at, Target target, String person) {
    public Answer {
      at = at.truncatedTo(ChronoUnit.MILLIS);
    }
  }

  /** What a person did. */
  sealed interface ByPerson extends ResponseEvent {
    Answer answer();

    @Override
    default DeliveryKey key() {
      return answer().key();
    }

    @Override
    default Instant at() {
      return answer().at();
    }
  }

  /** Somebody is on it. */
  @JsonTypeName("acknowledged")
  record Acknowledged(Answer answer) implements ByPerson {}

  /** Somebody says it is done. */
  @JsonTypeName("resolved")
  record Resolved(Answer answer) implements ByPerson {}

  /** It was not done after all. */
  @JsonTypeName("reopened")
  record Reopened(Answer answer) implements ByPerson {}

  /** Why it fired, or why the answer was late. */
  @JsonTypeName("cause")
  record Cause(Answer answer, String text) implements ByPerson {}

  /** Anything else worth keeping. */
  @JsonTypeName("note")
  record Note(Answer answer, String text) implements ByPerson {}
}
