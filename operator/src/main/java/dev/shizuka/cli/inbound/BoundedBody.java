package dev.shizuka.cli.inbound;

import dev.shizuka.cli.inbound.RefusedException.Why;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Reads bodies of at most {@link #LARGEST} bytes, within a time. */
final class BoundedBody {
  static final int LARGEST = 1 << 20;

  private BoundedBody() {}

  /**
   * @param announced {@code Content-Length}, or less than 0; a body that is announced too large is not read at all
   * @param limit for all of it; the connection's own limit is for each pause
   */
  static byte[] read(InputStream in, long announced, Duration limit) throws RefusedException {
    if (announced > LARGEST) {
      throw RefusedException.because(Why.TOO_LARGE);
    }
    long deadline = System.nanoTime() + limit.toNanos();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] buffer = new byte[16 * 1024];
    try {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        body.write(buffer, 0, read);
        if (body.size() > LARGEST) {
          throw RefusedException.because(Why.TOO_LARGE);
        }
        if (System.nanoTime() - deadline > 0) {
          throw RefusedException.because(Why.TOO_SLOW);
        }
      }
    } catch (IOException pausedOrGone) {
      throw RefusedException.because(Why.TOO_SLOW);
    }
    return body.toByteArray();
  }
}
