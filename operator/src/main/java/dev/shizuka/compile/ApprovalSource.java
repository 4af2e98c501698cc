package dev.shizuka.compile;

/**
 * Where approvals come from, and whether what they say counts at this moment: only where policies' authors cannot write them, or cannot
 * write them in another's name.
 *
 * @param closed why none counts, to stand after a colon; empty where they count
 * @param cluster whether they are objects that whoever may can write, so that each must hold by itself what the API server should have held
 */
public record ApprovalSource(String closed, boolean cluster) {
  /** Nowhere: a host without {@code --approvals}. */
  public static final ApprovalSource NONE = new ApprovalSource(
      "start Shizuka with --approvals DIR, a folder that authors of policies cannot write", false);
  /** A folder of its own. */
  public static final ApprovalSource DIRECTORY = new ApprovalSource("", false);
  /** A cluster whose admission policies hold authors and approvers to who they are. */
  public static final ApprovalSource CLUSTER = new ApprovalSource("", true);

  /** A cluster where nothing holds them to that. */
  public static ApprovalSource closedCluster(String why) {
    return new ApprovalSource(why, true);
  }

  /** Whether any counts. */
  public boolean counts() {
    return closed.isEmpty();
  }
}
