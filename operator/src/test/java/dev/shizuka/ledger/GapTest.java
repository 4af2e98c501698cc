package dev.shizuka.ledger;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class GapTest extends GapContract {
  @TempDir
  Path directory;

  @Override
  StoreAddress address() {
    return new StoreAddress.Folder(directory);
  }
}
