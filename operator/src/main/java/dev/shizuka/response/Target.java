package dev.shizuka.response;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;

/** What a response is about, in the words of its sender. {@link ResponseJoin} finds the episodes. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "of")
@JsonSubTypes({@JsonSubTypes.Type(Target.Instance.class), @JsonSubTypes.Type(Target.Incident.class),
    @JsonSubTypes.Type(EpisodeId.class)})
public sealed interface Target permits Target.Instance, Target.Incident, EpisodeId {

  /** An alert instance, by Alertmanager's fingerprint: 16 hex digits. */
  @JsonTypeName("instance")
  record Instance(String fingerprint) implements Target {}

  /**
   * An incident at a pager. At least one of the two is there; a note at PagerDuty names the id alone.
   *
   * @param id the pager's own; empty where it is not told
   * @param dedupKey SHA-256 of Alertmanager's group key as hex, which is what its PagerDuty integration sends; empty where it is not told
   */
  @JsonTypeName("incident")
  record Incident(String id, String dedupKey) implements Target {
    public Incident {
      if (id.isEmpty() && dedupKey.isEmpty()) {
        throw new IllegalArgumentException("an incident needs an id or a dedup key");
      }
    }
  }
}
