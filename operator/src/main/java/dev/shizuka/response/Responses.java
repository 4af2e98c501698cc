package dev.shizuka.response;

import java.util.List;

/**
 * Where responses go. Safe for use by several threads.
 *
 * <ol>
 * <li>Durable before it returns, all events of a call or none.
 * <li>Of several events with one {@link ResponseEvent#key()} the first that arrives is kept; the others are {@code known} and change nothing.
 * <li>Events that belong to no episode yet are kept, and belong to one as soon as {@link ResponseJoin} says so of the episodes and events that are
 * known by then. So late, early, repeated and disordered deliveries end in the same ledger.
 * <li>So after each call, and when an episode opens or closes, the instances around it ({@link Neighbourhood}) are decided anew.
 * <li>An episode's {@link Handling} is {@link ResponseFold#fold} of the events that {@link ResponseJoin#join} gives it. Nothing else decides.
 * </ol>
 */
@FunctionalInterface
public interface Responses {
  /** @throws RuntimeException where they cannot be kept now; the sender is told to come again */
  Outcome accept(List<ResponseEvent> events);

  /**
   * What became of the events of one call.
   *
   * @param added new ones
   * @param known had come before
   * @param unmatched those of the new ones that wait for their episode
   */
  record Outcome(int added, int known, int unmatched) {}
}
