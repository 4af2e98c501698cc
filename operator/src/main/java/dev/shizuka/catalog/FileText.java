package dev.shizuka.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What lies in a file at this moment: its text, or why there is none. */
sealed interface FileText {
  /** Bytes. A file for people is far smaller, and the API server takes no larger object. */
  int LARGEST = 4 << 20;

  /** Reason where the file system refuses. */
  String UNREACHABLE = "FileUnreadable";

  /** UTF-8, without a byte order mark. */
  record Good(String text) implements FileText {}

  /** Not a text that we read. */
  record Bad(Problem problem) implements FileText {}

  static FileText read(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      return of(in.readNBytes(LARGEST + 1));
    } catch (IOException unreadable) {
      return bad(UNREACHABLE, "the file cannot be read (" + unreadable.getClass().getSimpleName()
          + "): check that it exists and who may read it");
    }
  }

  static FileText of(byte[] bytes) {
    if (bytes.length > LARGEST) {
      return bad("FileTooLarge", "the file is larger than " + (LARGEST >> 20) + " MiB: split it");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return new Good(text.startsWith("\uFEFF") ? text.substring(1) : text);
    } catch (CharacterCodingException notUtf8) {
      return bad("NotUtf8", "the file is not a UTF-8 text: save it as UTF-8");
    }
  }

  private static Bad bad(String reason, String message) {
    return new Bad(new Problem("", reason, message));
  }
}
