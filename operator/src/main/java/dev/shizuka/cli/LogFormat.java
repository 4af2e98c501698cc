package dev.shizuka.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import dev.shizuka.backend.Changes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the log looks: for people, or one JSON object a line. */
enum LogFormat {
  TEXT, JSON;

  /** From now on, for the whole program. */
  void apply() {
    if (this == JSON && LoggerFactory.getILoggerFactory() instanceof LoggerContext context
        && context.getLogger(Logger.ROOT_LOGGER_NAME)
            .getAppender("log") instanceof ConsoleAppender<ILoggingEvent> appender) {
      JsonLines lines = new JsonLines();
      lines.setContext(context);
      lines.start();
      appender.stop();
      appender.setEncoder(lines);
      appender.start();
    }
  }

  /** Where a table is drawn on the terminal, lines in between would tear it. */
  static void withoutChanges() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.getLogger(Changes.LOGGER).setLevel(Level.OFF);
    }
  }
}
