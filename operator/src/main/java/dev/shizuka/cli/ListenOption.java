package dev.shizuka.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code HOST:PORT}; an empty host listens everywhere, port 0 takes a free one. */
record ListenOption(String host, int port) {
  /** The sentence for people, once a server listens on that port. */
  String shows(int taken) {
    return "http://" + host + ":" + taken + " shows what fires, what reached a person and what did not";
  }

  static final class Converter implements ITypeConverter<ListenOption> {
    @Override
    public ListenOption convert(String text) {
      int colon = text.lastIndexOf(':');
      try {
        int port = Integer.parseInt(text.substring(colon + 1));
        if (colon >= 0 && port >= 0 && port <= 65535) {
          String host = text.substring(0, colon).replaceAll("^\\[|]$", "");
          return new ListenOption(host.isEmpty() ? "0.0.0.0" : host, port);
        }
      } catch (NumberFormatException noPort) {
        // told below
      }
      throw new TypeConversionException("'" + text + "' is not HOST:PORT, such as 127.0.0.1:9876 or :8080");
    }
  }
}
