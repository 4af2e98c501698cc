package dev.shizuka.ledger;

import dev.shizuka.ledger.facts.NoiseFacts;
import java.nio.file.Files;

/**
 * Reads a store, also while a Shizuka writes to it: takes no lock and no epoch, changes no table. A folder's file may be read at the same
 * time by as many as like, for it is in WAL mode; but whoever reads must be allowed to write into the folder, where SQLite keeps what readers
 * and writer share.
 */
public final class StoreReader implements AutoCloseable {
  private final Database database;

  private StoreReader(Database database) {
    this.database = database;
  }

  /** @throws StoreException where there is none, it cannot be read, or its tables are not those of this version */
  public static StoreReader open(StoreAddress address) {
    if (address instanceof StoreAddress.Folder folder && !Files.isRegularFile(folder.file())) {
      throw new StoreException("there is no store " + folder.file()
          + ": name the folder that a Shizuka was given with --data, or its PostgreSQL with --store");
    }
    return new StoreReader(Database.forReading(address));
  }

  public NoiseFacts facts() {
    return new SqlNoiseFacts(database);
  }

  @Override
  public void close() {
    database.close();
  }
}
