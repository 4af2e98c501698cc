package dev.shizuka.testbed;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The head of one HTTP/1.1 request to an API server. */
record ApiRequest(String method, String target, List<String> headers) {
  /** Reads up to and with the empty line; what follows is the body. */
  static ApiRequest read(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int newlines = 0;
    while (newlines < 2) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException();
      }
      head.write(next);
      newlines = next == '\n' ? newlines + 1 : next == '\r' ? newlines : 0;
    }
    List<String> lines = head.toString(StandardCharsets.ISO_8859_1).lines().filter(line -> !line.isEmpty()).toList();
    String[] first = lines.getFirst().split(" ");
    return new ApiRequest(first[0], first[1], lines.subList(1, lines.size()));
  }

  boolean watches() {
    return target.contains("watch=true") || target.contains("watch=1");
  }

  /** A page of a list after the first. */
  boolean goesOn() {
    return !watches() && target.contains("continue=");
  }

  boolean updates() {
    return method.equals("PUT") || method.equals("PATCH");
  }

  boolean upgrades() {
    return headers.stream().anyMatch(header -> header.toLowerCase(Locale.ROOT).startsWith("upgrade: websocket"));
  }

  int length() {
    return headers.stream().map(header -> header.toLowerCase(Locale.ROOT))
        .filter(header -> header.startsWith("content-length:"))
        .map(header -> Integer.parseInt(header.substring("content-length:".length()).strip())).findFirst().orElse(0);
  }

  /** As the server behind is to see it: small pages, and one request for each connection unless it becomes a web socket. */
  byte[] passedOn(int pageSize) {
    String small = target.replaceAll("([?&]limit=)\\d+", "$1" + pageSize);
    String kept = headers.stream()
        .filter(
            header -> upgrades() || !header.toLowerCase(Locale.ROOT).matches("(connection|upgrade|http2-settings):.*"))
        .map(header -> header + "\r\n").collect(Collectors.joining());
    return (method + " " + small + " HTTP/1.1\r\n" + kept + (upgrades() ? "" : "Connection: close\r\n") + "\r\n")
        .getBytes(StandardCharsets.ISO_8859_1);
  }
}
