package dev.shizuka.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the store is. */
public sealed interface StoreAddress {
  /** What messages call it; never a password. */
  String title();

  /** What to look at if it cannot be opened. */
  String advice();

  /** A file {@code shizuka.db} in a folder, for one process at a time. */
  record Folder(Path directory) implements StoreAddress {
    Path file() {
      return directory.resolve("shizuka.db");
    }

    @Override
    public String title() {
      return file().toString();
    }

    @Override
    public String advice() {
      return "Check the file, its permissions and the space on its disk; moved away, a new one is made and all counters start at zero";
    }
  }

  /**
   * A PostgreSQL that several processes may share, of which one writes.
   *
   * @param url {@code jdbc:postgresql://HOST[:PORT]/DATABASE[?user=…]}, without a password
   * @param passwordFile read at each new connection, so that a rotated password needs no restart
   */
  record Postgres(String url, Optional<Path> passwordFile) implements StoreAddress {
    private static final String SCHEME = "jdbc:postgresql:";

    /** @throws StoreException with a sentence for the user where it is none, or holds a password */
    public Postgres {
      if (!url.startsWith(SCHEME)) {
        throw new StoreException("the store '" + url.replaceAll("(?i)password=[^&]*", "password=…")
            + "' is none: give jdbc:postgresql://HOST/DATABASE?user=NAME, or leave --store out to use the file in --data");
      }
      if (url.contains("password=") || url.replaceFirst("\\?.*", "").contains("@")) {
        throw new StoreException(
            "the address of the store holds a password, which every list of processes shows: put it into a file and name that with --store-password-file");
      }
    }

    @Override
    public String title() {
      return url;
    }

    @Override
    public String advice() {
      return "Check address, user and password, and whether PostgreSQL runs";
    }

    /** Without the line end that editors leave; empty where none is given. */
    String password() throws IOException {
      return passwordFile.isPresent() ? Files.readString(passwordFile.get()).stripTrailing() : "";
    }
  }
}
