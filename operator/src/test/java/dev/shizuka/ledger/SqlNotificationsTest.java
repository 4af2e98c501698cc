package dev.shizuka.ledger;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqlNotificationsTest extends NotificationContract {
  @TempDir
  Path directory;

  @Override
  StoreAddress address() {
    return new StoreAddress.Folder(directory);
  }
}
