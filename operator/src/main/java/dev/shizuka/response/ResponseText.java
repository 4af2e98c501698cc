package dev.shizuka.response;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/** Events as JSON text, for stores. */
public final class ResponseText {
  private static final ObjectMapper JSON = JsonMapper.builder().addModule(new JavaTimeModule())
      .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS).build();

  private ResponseText() {}

  public static String write(ResponseEvent event) {
    try {
      return JSON.writerFor(ResponseEvent.class).writeValueAsString(event);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** @throws IllegalArgumentException where the text was not written by {@link #write} */
  public static ResponseEvent read(String text) {
    try {
      return JSON.readValue(text, ResponseEvent.class);
    } catch (JsonProcessingException unreadable) {
      throw new IllegalArgumentException("not a response event: " + unreadable.getOriginalMessage(), unreadable);
    }
  }
}
