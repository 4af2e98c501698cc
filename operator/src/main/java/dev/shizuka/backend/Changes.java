package dev.shizuka.backend;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line of the log for each change that was made outside: what, where, and until when. No content, for that may hold a secret. */
public final class Changes {
  /** Name of the logger, for those who want these lines elsewhere or not at all. */
  public static final String LOGGER = "dev.shizuka.changes";
  private static final Logger LOG = LoggerFactory.getLogger(LOGGER);

  private Changes() {}

  /**
   * @param where the backend or place that is another now
   * @param sentence what became of it
   */
  public static void made(String where, String sentence) {
    LOG.atInfo().addKeyValue("where", where).log("{}: {}", where, sentence);
  }
}
