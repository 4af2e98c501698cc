package dev.shizuka.cli;

import dev.shizuka.ledger.Ledger.Episode;
import dev.shizuka.response.EpisodeId;
import dev.shizuka.response.EpisodePrefixes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Episodes by the first digits of their fingerprint: of each instance the open one, else the last of those that closed lately.
 *
 * @param recent closed ones, newest first, so many at most
 */
record EpisodeSearch(Supplier<List<Episode>> open, IntFunction<List<Episode>> recent) implements EpisodePrefixes {
  private static final int LATELY = 1_000;

  @Override
  public List<EpisodeId> beginningWith(String prefix) {
    Set<String> instances = new HashSet<>();
    return Stream.concat(open.get().stream(), recent.apply(LATELY).stream())
        .filter(episode -> episode.fingerprint().startsWith(prefix))
        .filter(episode -> instances.add(episode.backend() + "/" + episode.fingerprint()))
        .map(episode -> new EpisodeId(episode.backend(), episode.fingerprint(), episode.firstSeenAt())).toList();
  }
}
