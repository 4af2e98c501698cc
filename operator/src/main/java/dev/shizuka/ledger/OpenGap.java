package dev.shizuka.ledger;

import dev.shizuka.ledger.facts.Period;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A gap in the sightings that waits to be filled from history.
 *
 * @param period from the last poll before it to the first after it
 * @param observedUntil by then polls had shown again whatever fires at Alertmanager; before that it cannot be told what they would not see
 */
public record OpenGap(String backend, Period period, Instant observedUntil) {
  /** Prometheus tells Alertmanager again of each alert that fires, by default after a minute; a member that has started since knows none before. */
  static final Duration RESEND = Duration.ofMinutes(1);
  private static final Duration HEARD = RESEND.multipliedBy(2);

  /** Whether the poll comes so long after the last one that there is a gap between the two. */
  static Optional<OpenGap> between(Instant last, Poll poll) {
    if (!last.plus(poll.grace()).isBefore(poll.at())) {
      return Optional.empty();
    }
    Instant heard = poll.members().stream().filter(Poll.Member::reachable)
        .map(member -> member.upSince().isBefore(last) ? poll.at() : member.upSince().plus(HEARD))
        .min(Instant::compareTo).orElse(poll.at());
    Instant latest = poll.at().plus(HEARD);
    Instant known = heard.isBefore(poll.at()) ? poll.at() : heard.isAfter(latest) ? latest : heard;
    return Optional.of(new OpenGap(poll.backend(), new Period(last, poll.at()), known.plus(poll.grace())));
  }
}
