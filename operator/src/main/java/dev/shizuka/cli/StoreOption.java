package dev.shizuka.cli;

import dev.shizuka.ledger.StoreAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the store is: for every command that opens one. */
final class StoreOption {
  @Option(names = "--data", paramLabel = "DIR", defaultValue = ".shizuka", description = "Folder of the store (default: ${DEFAULT-VALUE})")
  private Path data = Path.of(".shizuka");

  @Option(names = "--store", paramLabel = "URL", description = "PostgreSQL that holds the store instead of a file in --data: "
      + "jdbc:postgresql://HOST/DATABASE?user=NAME")
  private @Nullable String store;

  @Option(names = "--store-password-file", paramLabel = "FILE", description = "File with the password of --store")
  private @Nullable Path passwordFile;

  /** @throws dev.shizuka.ledger.StoreException with a sentence for the user where the address is none */
  StoreAddress address() {
    return store == null
        ? new StoreAddress.Folder(data)
        : new StoreAddress.Postgres(store, Optional.ofNullable(passwordFile));
  }

  static StoreOption folder(Path data) {
    StoreOption option = new StoreOption();
    option.data = data;
    return option;
  }
}
