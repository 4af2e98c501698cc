package dev.shizuka.ledger;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Holds a store for one process. The system releases it however the process ends; the file stays and means nothing. */
final class StoreLock implements AutoCloseable {
  private final FileChannel channel;

  private StoreLock(FileChannel channel) {
    this.channel = channel;
  }

  /** @throws StoreException where another process, or this one, has it */
  static StoreLock take(Path directory) {
    try {
      FileChannel channel = FileChannel.open(directory.resolve("shizuka.lock"), StandardOpenOption.CREATE,
          StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        channel.close();
        throw new StoreException("the store " + directory
            + " is in use by another Shizuka: stop that one, or give this one another --data directory");
      }
      return new StoreLock(channel);
    } catch (IOException failed) {
      throw new StoreException("the store " + directory + " cannot be locked: " + failed, failed);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException inThisProcess) {
      return null;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException failed) {
      throw new StoreException("the lock of the store cannot be released: " + failed, failed);
    }
  }
}
