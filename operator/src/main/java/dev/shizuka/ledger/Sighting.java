package dev.shizuka.ledger;

import dev.shizuka.catalog.Labels;
import dev.shizuka.catalog.ResourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One alert instance as one poll shows it.
 *
 * @param priority the name that is counted: the declared priority the alert has, else its unknown label, else empty
 * @param state whether anything keeps it from a person
 * @param suppression present exactly if {@code state} is SUPPRESSED
 * @param grace how long it must be seen unsuppressed until a person is called: {@code --grace} or its routes' {@code group_wait}, whichever is
 *     longer
 * @param policies which of ours have to do with it now
 * @param awaited present where the notification of a receiver is waited for, which decides whether a person is called
 */
public record Sighting(String fingerprint, Map<String, String> labels, String priority, Instant startsAt,
    Instant endsAt, State state,
    Optional<Suppression> suppression, Duration grace, Policies policies, Optional<Awaited> awaited) {
  public Sighting {
    if (suppression.isPresent() != (state == State.SUPPRESSED)) {
      throw new IllegalArgumentException(fingerprint + " is " + state + " with the suppression " + suppression);
    }
    labels = Labels.of(labels);
    priority = Column.text(priority);
  }

  /** One that no notification is waited for. */
  public Sighting(String fingerprint, Map<String, String> labels, String priority, Instant startsAt, Instant endsAt,
      State state, Optional<Suppression> suppression, Duration grace, Policies policies) {
    this(fingerprint, labels, priority, startsAt, endsAt, state, suppression, grace, policies, Optional.empty());
  }

  /** One that no policy has to do with but those in Observe mode that cover it. */
  public Sighting(String fingerprint, Map<String, String> labels, String priority, Instant startsAt, Instant endsAt,
      State state, Optional<Suppression> suppression, Duration grace, List<ResourceId> wouldSuppress) {
    this(fingerprint, labels, priority, startsAt, endsAt, state, suppression, grace,
        new Policies(wouldSuppress, List.of(), List.of(), List.of()));
  }

  /**
   * A notification that is waited for.
   *
   * @param receivers that tell us when they call somebody; the first to do so decides
   * @param within how long the alert must be seen unsuppressed until it counts as actionable though none of them has told of it
   */
  public record Awaited(Set<String> receivers, Duration within) {
    public Awaited {
      receivers = Set.copyOf(receivers);
    }
  }

  /** How long it must be seen unsuppressed until it counts as actionable without a notification. */
  public Duration patience() {
    return awaited.map(Awaited::within).orElse(grace);
  }

  /** The same sighting, of an alert that a notification is waited for. */
  public Sighting awaiting(Optional<Awaited> notification) {
    return new Sighting(fingerprint, labels, priority, startsAt, endsAt, state, suppression, grace, policies,
        notification);
  }

  /**
   * Policies of ours that have to do with an alert at one moment, each list sorted.
   *
   * @param wouldSuppress in Observe mode: those that cover it now
   * @param suppress in Enforce mode: all those whose silences or inhibition keep it from people now, as Alertmanager says
   * @param inVain of either mode: those whose matchers name it, and which it is protected from
   * @param calledBefore in Enforce mode: those that want it quiet though a person was called before their lease could stand
   */
  public record Policies(List<ResourceId> wouldSuppress, List<ResourceId> suppress, List<ResourceId> inVain,
      List<ResourceId> calledBefore) {
    public static final Policies NONE = new Policies(List.of(), List.of(), List.of(), List.of());

    public Policies {
      wouldSuppress = wouldSuppress.stream().sorted().toList();
      suppress = suppress.stream().sorted().toList();
      inVain = inVain.stream().sorted().toList();
      calledBefore = calledBefore.stream().sorted().toList();
    }
  }

  /** Policies in Observe mode that cover it now. */
  public List<ResourceId> wouldSuppress() {
    return policies.wouldSuppress();
  }

  /** UNDECIDED: Alertmanager has not said yet (unprocessed, or whether it is muted could not be read). */
  public enum State {
    UNSUPPRESSED, SUPPRESSED, UNDECIDED
  }

  /**
   * Why nobody is called.
   *
   * @param reason of DESIGN §3
   * @param policy where it is ours
   * @param author who made the silence, where it is not ours; at most {@link #LONGEST_AUTHOR} characters, or empty
   */
  public record Suppression(Reason reason, Optional<ResourceId> policy, String author) {
    /** Anybody may write anything into a silence. */
    public static final int LONGEST_AUTHOR = 64;

    public Suppression {
      author = Column.text(author);
      boolean longer = author.codePointCount(0, author.length()) > LONGEST_AUTHOR;
      author = longer ? author.substring(0, author.offsetByCodePoints(0, LONGEST_AUTHOR)) : author;
    }

    /** By something that names no author. */
    public Suppression(Reason reason, Optional<ResourceId> policy) {
      this(reason, policy, "");
    }
  }

  /** Reasons of suppression, in the order of precedence where several hold at once. */
  public enum Reason {
    SILENCE("silence"), SCHEDULE("schedule"), INHIBITION("inhibition"), HOLD("hold"), FLAPPING(
        "flapping"), MUTE_TIME_INTERVAL(
            "mute_time_interval"), ACTIVE_TIME_INTERVAL(
                "active_time_interval"), NO_RECEIVER("no_receiver"), EXTERNAL("external");

    private final String label;

    Reason(String label) {
      this.label = label;
    }

    /** The value of the metrics' label {@code reason}. */
    public String label() {
      return label;
    }
  }

  /** The same sighting, seen to be kept from people after all. */
  public Sighting suppressed(Suppression why) {
    return new Sighting(fingerprint, labels, priority, startsAt, endsAt, State.SUPPRESSED, Optional.of(why), grace,
        policies, awaited);
  }

  /** The same sighting, with nothing known of its state. */
  public Sighting undecided() {
    return new Sighting(fingerprint, labels, priority, startsAt, endsAt, State.UNDECIDED, Optional.empty(), grace,
        policies, awaited);
  }
}
