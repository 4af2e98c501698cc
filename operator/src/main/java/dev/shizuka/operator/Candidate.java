package dev.shizuka.operator;

/** Stands for the one place from which anything is written. Used by one thread at a time. */
public interface Candidate {
  /** The one that has no rival: nobody else is started. */
  Candidate ALONE = Standing.Leading::new;

  /** Tries once to take the place, or to keep it. */
  Standing stand();

  /** Gives the place back where this one has it. */
  default void withdraw() {}

  /** What one try came to. */
  sealed interface Standing {
    /** This one has the place. */
    record Leading() implements Standing {}

    /** Another one has it. */
    record Following(String leader) implements Standing {}

    /** Nobody can tell at the moment. */
    record Unknown(String why) implements Standing {}
  }
}
