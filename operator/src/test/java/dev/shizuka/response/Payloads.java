package dev.shizuka.response;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Payloads in the shapes that Alertmanager and PagerDuty document. */
public final class Payloads {
  private Payloads() {}

  public static byte[] bytes(String name) {
    try (InputStream in = Objects.requireNonNull(Payloads.class.getResourceAsStream(name), name)) {
      return in.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
