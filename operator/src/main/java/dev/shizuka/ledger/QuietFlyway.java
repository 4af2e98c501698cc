package dev.shizuka.ledger;

import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogCreator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Flyway's warnings and errors; what it tells of its ordinary work is for debugging. Public because Flyway makes it by name. */
public final class QuietFlyway implements LogCreator {
  @Override
  public Log createLogger(Class<?> owner) {
    return new Quiet(LoggerFactory.getLogger(owner));
  }

  private record Quiet(Logger logger) implements Log {
    @Override
    public void debug(String message) {
      logger.debug(message);
    }

    @Override
    public void info(String message) {
      logger.debug(message);
    }

    @Override
    public void notice(String message) {
      logger.debug(message);
    }

    @Override
    public void warn(String message) {
      logger.warn(message);
    }

    @Override
    public void error(String message) {
      logger.error(message);
    }

    @Override
    public void error(String message, Exception cause) {
      logger.error(message, cause);
    }
  }
}
