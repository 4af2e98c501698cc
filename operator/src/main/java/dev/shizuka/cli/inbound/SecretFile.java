package dev.shizuka.cli.inbound;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Secrets in a file, one a line: several while one is replaced by another, or for several senders. Read anew each time, so that new ones take effect and old
 * ones end without a restart.
 */
public record SecretFile(Path path) {
  private static final int LARGEST = 1 << 16;
  private static final int SHORTEST = 16;
  private static final int MOST = 16;

  /** The file holds no secrets that can be used; the message says why and what next, and no value. */
  public static final class UnusableSecretException extends Exception {
    private static final long serialVersionUID = 1;

    UnusableSecretException(String message) {
      super(message);
    }
  }

  /** The secrets that count now: 1 to 16. */
  public List<String> secrets() throws UnusableSecretException {
    List<String> lines = contents().lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    if (lines.isEmpty() || lines.size() > MOST) {
      throw unusable("has " + lines.size() + " secrets: write 1 to " + MOST + ", one a line");
    }
    if (lines.stream().anyMatch(line -> line.length() < SHORTEST)) {
      throw unusable("has a secret of fewer than " + SHORTEST + " characters, which can be guessed: make one with "
          + "'openssl rand -hex 32'");
    }
    if (lines.stream().anyMatch(line -> line.chars().anyMatch(character -> character <= ' ' || character > '~'))) {
      throw unusable("has characters that a header cannot carry: use visible ASCII without blanks");
    }
    return lines;
  }

  private String contents() throws UnusableSecretException {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw unusable("is larger than " + (LARGEST >> 10) + " KiB");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw unusable("cannot be read (" + unreadable.getClass().getSimpleName()
          + "): check that it exists and who may read it");
    }
  }

  private UnusableSecretException unusable(String message) {
    return new UnusableSecretException(path + " " + message);
  }
}
