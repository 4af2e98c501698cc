package dev.shizuka.cli;

import dev.shizuka.ledger.Ledger;
import dev.shizuka.response.EpisodeId;
import dev.shizuka.response.EpisodePrefixes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Episodes by the first digits of their fingerprint: of each instance the open one, else the last of those that closed lately. */
record EpisodeSearch(Ledger ledger) implements EpisodePrefixes {
  private static final int LATELY = 1_000;

  @Override
  public List<EpisodeId> beginningWith(String prefix) {
    Set<String> instances = new HashSet<>();
    return Stream.concat(ledger.open().stream(), ledger.recent(LATELY).stream())
        .filter(episode -> episode.fingerprint().startsWith(prefix))
        .filter(episode -> instances.add(episode.backend() + "/" + episode.fingerprint()))
        .map(episode -> new EpisodeId(episode.backend(), episode.fingerprint(), episode.firstSeenAt())).toList();
  }
}
