package dev.shizuka.observe;

import dev.shizuka.catalog.ResourceId;
import dev.shizuka.ledger.Ledger;
import dev.shizuka.ledger.PolicyUse;
import dev.shizuka.ledger.Poll;
import dev.shizuka.ledger.Sighting;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Keeps polls; whatever is seen unsuppressed is due at once. */
final class FakeLedger implements Ledger {
  final List<Poll> polls = new CopyOnWriteArrayList<>();
  volatile boolean broken;
  volatile Map<String, dev.shizuka.ledger.ReceiverState> receivers = Map.of();

  @Override
  public Set<String> dueToCount(Poll poll) {
    return poll.alerts().stream().filter(sighting -> sighting.state() == Sighting.State.UNSUPPRESSED)
        .map(Sighting::fingerprint).collect(Collectors.toSet());
  }

  @Override
  public void record(Poll poll) {
    if (broken) {
      throw new IllegalStateException("disk full");
    }
    polls.add(poll);
  }

  @Override
  public List<dev.shizuka.ledger.OpenGap> gaps(String backend) {
    return List.of();
  }

  @Override
  public int fill(dev.shizuka.ledger.GapFilling filling) {
    return 0;
  }

  @Override
  public List<Total> totals() {
    return List.of();
  }

  @Override
  public Map<ResourceId, Long> wouldSuppress() {
    return Map.of();
  }

  @Override
  public void declared(Collection<ResourceId> policies, Instant at) {}

  @Override
  public Map<ResourceId, PolicyUse> policyUses(Instant now) {
    return Map.of();
  }

  @Override
  public List<Episode> open() {
    return List.of();
  }

  @Override
  public List<Episode> recent(int limit) {
    return List.of();
  }

  @Override
  public dev.shizuka.response.Responses.Outcome accept(List<dev.shizuka.response.ResponseEvent> events) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map<String, dev.shizuka.ledger.ReceiverState> receivers(String backend) {
    return receivers;
  }

  @Override
  public dev.shizuka.ledger.ResponseFigures responses() {
    return new dev.shizuka.ledger.ResponseFigures(List.of(), List.of(), List.of(), Map.of());
  }

  @Override
  public dev.shizuka.ledger.facts.NoiseFacts facts() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean retain(Instant now, java.time.Duration kept) {
    return false;
  }

  @Override
  public boolean writable() {
    return true;
  }

  @Override
  public void close() {}
}
