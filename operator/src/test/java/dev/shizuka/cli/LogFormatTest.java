package dev.shizuka.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shizuka.backend.Changes;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LogFormatTest {
  private final LoggerContext context = new LoggerContext();
  private final ListAppender<ILoggingEvent> events = new ListAppender<>();

  private Logger logger() {
    events.start();
    Logger logger = context.getLogger(Changes.LOGGER);
    logger.addAppender(events);
    return logger;
  }

  private JsonNode lastLine() throws Exception {
    JsonLines lines = new JsonLines();
    lines.start();
    String text = new String(lines.encode(events.list.getLast()), StandardCharsets.UTF_8);
    assertThat(text).endsWith("\n").hasLineCount(1);
    return new ObjectMapper().readTree(text);
  }

  @Test
  void eachEventIsOneJsonObjectOnALineOfItsOwn() throws Exception {
    logger().atInfo().addKeyValue("where", "main").log("{}: silence {} made", "main", "a\nb\"c");
    JsonNode line = lastLine();
    assertThat(line.path("message").asText()).isEqualTo("main: silence a\nb\"c made");
    assertThat(line.path("where").asText()).isEqualTo("main");
    assertThat(line.path("level").asText()).isEqualTo("INFO");
    assertThat(line.path("logger").asText()).isEqualTo("dev.shizuka.changes");
    assertThat(line.path("time").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
    assertThat(line.has("error")).isFalse();
  }

  @Test
  void aStackIsPartOfTheLine() throws Exception {
    logger().error("it broke", new IllegalStateException("because"));
    assertThat(lastLine().path("error").asText()).contains("IllegalStateException: because").contains("\n");
  }

  @Test
  void whatAnEventCarriesCannotTakeThePlaceOfItsMessage() throws Exception {
    logger().atWarn().addKeyValue("message", "nothing happened").log("it broke");
    assertThat(lastLine().path("message").asText()).isEqualTo("it broke");
  }
}
