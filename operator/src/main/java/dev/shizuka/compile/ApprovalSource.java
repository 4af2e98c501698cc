package dev.shizuka.compile;

/** Where approvals may come from. What they say counts only where policies' authors cannot write them. */
public enum ApprovalSource {
  /** Nowhere: a host without {@code --approvals}. */
  NONE("start Shizuka with --approvals DIR, a folder that authors of policies cannot write"),
  /** A folder of its own. */
  DIRECTORY(""),
  /** A cluster, where nothing holds an approver to who they are yet. */
  CLUSTER("approvals do not count in a cluster yet, as no admission policy holds approvers to who they are");

  private final String closed;

  ApprovalSource(String closed) {
    this.closed = closed;
  }

  boolean counts() {
    return this == DIRECTORY;
  }

  /** Why none counts, to stand after a colon; empty where they count. */
  String closed() {
    return closed;
  }
}
