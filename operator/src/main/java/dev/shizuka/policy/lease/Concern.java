package dev.shizuka.policy.lease;

import dev.shizuka.policy.CompiledPolicy;
import java.util.List;

/**
 * What policies with a condition have to do with an instance, for as long as they are the same.
 *
 * @param covering sorted by id
 * @param roles what it is a source of
 */
record Concern(List<CompiledPolicy> covering, List<Role> roles) {
  /** Of most instances: one object for all of them. */
  static final Concern NONE = new Concern(List.of(), List.of());

  static Concern of(List<CompiledPolicy> covering, List<Role> roles) {
    return covering.isEmpty() && roles.isEmpty() ? NONE : new Concern(covering, roles);
  }
}
