package dev.shizuka.cli;

import dev.shizuka.ledger.Store;
import dev.shizuka.ledger.StoreAddress;
import dev.shizuka.ledger.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;

/**
 * Opens the store of a Shizuka that stays. Without it nothing may be delivered: it knows whose silences are ours and which rules were last good. So where its
 * disk is full this waits for space, as a running one does, and meanwhile everything stays as it was last declared. A process that ended instead would on a plain
 * host be started again by nobody.
 */
final class StoreAtStart {
  private static final Duration AGAIN = Duration.ofSeconds(5);
  /** With less than this left on a disk it is the disk that keeps a store from being opened. */
  private static final long LITTLE = 1 << 20;

  private StoreAtStart() {}

  /** @throws StoreException where something else than space is missing, or somebody asked to stop */
  static Store open(StoreAddress address, Announcer announcer, Stop stop) throws InterruptedException {
    boolean told = false;
    while (true) {
      try {
        return Store.open(address);
      } catch (StoreException failed) {
        if (!full(address)) {
          throw failed;
        }
        if (!told) {
          announcer.say(failed.getMessage() + ". Its disk is full: make space; it is tried again every "
              + AGAIN.toSeconds() + " seconds, and everything stays as it was last declared");
          told = true;
        }
        if (stop.await(AGAIN)) {
          throw failed;
        }
      }
    }
  }

  private static boolean full(StoreAddress address) {
    try {
      return address instanceof StoreAddress.Folder folder
          && Files.getFileStore(folder.directory()).getUsableSpace() < LITTLE;
    } catch (IOException unknown) {
      return false;
    }
  }
}
