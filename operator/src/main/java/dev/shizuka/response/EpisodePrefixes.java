package dev.shizuka.response;

import java.util.List;

/** Episodes that people may mean when they give the first digits of a fingerprint. */
@FunctionalInterface
public interface EpisodePrefixes {
  /** The last episode of each instance whose fingerprint begins so, open or closed. */
  List<EpisodeId> beginningWith(String prefix);
}
