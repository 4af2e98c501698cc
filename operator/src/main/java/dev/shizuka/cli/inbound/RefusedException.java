package dev.shizuka.cli.inbound;

import dev.shizuka.response.Fault;
import java.time.Duration;
import java.util.List;

/** A request that changes nothing, and why. */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1;

  /** What becomes of the request; the label {@code result} is its name in lower case. */
  enum Why {
    UNAUTHENTICATED(401, "authenticate with a token or signature"), TOO_LARGE(413,
        "the body is larger than 1 MiB"), TOO_SLOW(408, "the body did not arrive in time"), LIMITED(429,
            "too many requests: come again later"), UNREADABLE(400,
                "the body is not what is expected here"), FAILED(503, "it cannot be kept now: come again later");

    private final int status;
    private final String sentence;

    Why(int status, String sentence) {
      this.status = status;
      this.sentence = sentence;
    }

    int status() {
      return status;
    }

    String sentence() {
      return sentence;
    }
  }

  private final Why why;
  private final transient List<Fault> faults;
  private final Duration retryAfter;

  private RefusedException(Why why, List<Fault> faults, Duration retryAfter) {
    super(why.sentence(), null, false, false);
    this.why = why;
    this.faults = faults;
    this.retryAfter = retryAfter;
  }

  static RefusedException because(Why why) {
    return new RefusedException(why, List.of(), Duration.ZERO);
  }

  static RefusedException unreadable(List<Fault> faults) {
    return new RefusedException(Why.UNREADABLE, faults, Duration.ZERO);
  }

  /** @param retryAfter when it may be tried again */
  static RefusedException later(Why why, Duration retryAfter) {
    return new RefusedException(why, List.of(), retryAfter);
  }

  Why why() {
    return why;
  }

  List<Fault> faults() {
    return faults;
  }

  /** Zero where it makes no difference. */
  Duration retryAfter() {
    return retryAfter;
  }
}
