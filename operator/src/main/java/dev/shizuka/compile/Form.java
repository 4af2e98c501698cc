package dev.shizuka.compile;

import dev.shizuka.policy.Timing;

/** The form of a policy as it is declared. */
sealed interface Form permits Form.Plain, Inhibition {
  /** One that says all by itself, whatever the policy covers. */
  record Plain(Timing timing) implements Form {}
}
