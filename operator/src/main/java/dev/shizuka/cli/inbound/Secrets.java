package dev.shizuka.cli.inbound;

import dev.shizuka.cli.inbound.RefusedException.Why;
import dev.shizuka.cli.inbound.SecretFile.UnusableSecretException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The secrets that count now. Without any nobody is let in, and senders come again, for a file may be missing only while it is replaced. The log is told once,
 * for strangers can ask as often as they like.
 */
final class Secrets {
  private static final Logger LOG = LoggerFactory.getLogger(Secrets.class);
  private static final Duration MAY_COME_BACK = Duration.ofSeconds(30);
  private final SecretFile file;
  private final AtomicBoolean told = new AtomicBoolean();

  Secrets(SecretFile file) {
    this.file = file;
  }

  List<String> now() throws RefusedException {
    try {
      List<String> secrets = file.secrets();
      told.set(false);
      return secrets;
    } catch (UnusableSecretException unusable) {
      if (told.compareAndSet(false, true)) {
        LOG.warn("Responses are turned away: {}", unusable.getMessage());
      }
      throw RefusedException.later(Why.FAILED, MAY_COME_BACK);
    }
  }
}
