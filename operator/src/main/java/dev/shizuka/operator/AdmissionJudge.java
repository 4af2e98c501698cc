package dev.shizuka.operator;

import dev.shizuka.compile.ApprovalSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether approvals count, look after look.
 * <ol>
 * <li>What was never seen holds nobody to anything: they do not.
 * <li>Seen, they count while the last look found the admission policies as shipped.
 * <li>While nobody can look, what was seen last goes on for 15 minutes, as leases do: an API server that restarts must not call people for
 * what is meant to be quiet.
 * </ol>
 */
final class AdmissionJudge {
  static final Duration LONGEST_UNSEEN = Duration.ofMinutes(15);
  private @Nullable Instant seen;

  /**
   * @param followed whether the API server answers, and tells of changes
   * @param objections of what it told last
   */
  record Look(boolean followed, List<String> objections) {}

  ApprovalSource judge(Look look, Instant now) {
    if (look.followed()) {
      seen = now;
    }
    Instant last = seen;
    if (last == null) {
      return ApprovalSource
          .closedCluster("nobody can tell whether Shizuka's admission policies stand, and without them approvals do not"
              + " count: the operator needs list and watch of validatingadmissionpolicies and validatingadmissionpolicybindings");
    }
    if (now.isAfter(last.plus(LONGEST_UNSEEN))) {
      return ApprovalSource.closedCluster("Shizuka's admission policies could not be read since " + last
          + ", and approvals count only while they stand: check the API server, and the operator's right to list and watch them");
    }
    return look.objections().isEmpty()
        ? ApprovalSource.CLUSTER
        : ApprovalSource.closedCluster("approvals count only while Shizuka's admission policies stand as shipped. "
            + String.join("; ", look.objections())
            + ". Apply them again, by helm upgrade or kubectl apply -k; their appliers and"
            + " lifetime must be what --applier and --max-lifetime say");
  }
}
