package dev.shizuka.response;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The port's contract in memory: it keeps everything and decides anew. */
public final class MemoryResponses implements Responses {
  private final Map<DeliveryKey, ResponseEvent> events = new LinkedHashMap<>();
  private final Map<EpisodeId, EpisodeSpan> episodes = new LinkedHashMap<>();

  @Override
  public synchronized Outcome accept(List<ResponseEvent> delivered) {
    List<ResponseEvent> added = new ArrayList<>();
    for (ResponseEvent event : delivered) {
      if (events.putIfAbsent(event.key(), event) == null) {
        added.add(event);
      }
    }
    List<ResponseEvent> unmatched = joined().unmatched();
    return new Outcome(added.size(), delivered.size() - added.size(),
        (int) added.stream().filter(unmatched::contains).count());
  }

  /** An episode that the poller saw, or saw the end of. */
  public synchronized void sighted(EpisodeSpan episode) {
    episodes.put(episode.id(), episode);
  }

  public synchronized List<ResponseEvent> events() {
    return List.copyOf(events.values());
  }

  public synchronized ResponseJoin.Joined joined() {
    return ResponseJoin.join(events.values(), episodes.values());
  }
}
