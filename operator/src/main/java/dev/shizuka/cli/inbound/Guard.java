package dev.shizuka.cli.inbound;

import dev.shizuka.cli.inbound.RefusedException.Why;
import dev.shizuka.cli.inbound.SecretFile.UnusableSecretException;
import dev.shizuka.response.PagerDutySignature;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who may send. */
sealed interface Guard {
  Logger LOG = LoggerFactory.getLogger(Guard.class);
  Duration SECRET_MAY_COME_BACK = Duration.ofSeconds(30);

  SecretFile file();

  /** Before anything of the body is read. */
  void admit(Context context) throws RefusedException;

  /** Once the body is there. */
  void verify(Context context, byte[] body) throws RefusedException;

  /** {@code Authorization: Bearer TOKEN} (RFC 6750). */
  record Bearer(SecretFile file) implements Guard {
    private static final String SCHEME = "Bearer ";

    @Override
    public void admit(Context context) throws RefusedException {
      String header = Optional.ofNullable(context.header("Authorization")).orElse("");
      boolean scheme = header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
      String token = scheme ? header.substring(SCHEME.length()).strip() : "";
      boolean known = false;
      for (String secret : secrets()) {
        known |= same(secret, token);
      }
      if (!known) {
        context.header("WWW-Authenticate", "Bearer realm=\"shizuka\"");
        throw RefusedException.because(Why.UNAUTHENTICATED);
      }
    }

    /** Takes the same time wherever they differ, and however long they are. */
    private static boolean same(String secret, String token) {
      byte[] expected = secret.getBytes(StandardCharsets.UTF_8);
      return MessageDigest.isEqual(expected, token.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void verify(Context context, byte[] body) {}
  }

  /** {@code X-PagerDuty-Signature}. */
  record Signature(SecretFile file) implements Guard {
    private static final String HEADER = "X-PagerDuty-Signature";

    @Override
    public void admit(Context context) throws RefusedException {
      if (!header(context).contains("v1=")) {
        throw RefusedException.because(Why.UNAUTHENTICATED);
      }
    }

    @Override
    public void verify(Context context, byte[] body) throws RefusedException {
      boolean signed = false;
      for (String secret : secrets()) {
        signed |= PagerDutySignature.verifies(header(context), body, secret);
      }
      if (!signed) {
        throw RefusedException.because(Why.UNAUTHENTICATED);
      }
    }

    private static String header(Context context) {
      return Optional.ofNullable(context.header(HEADER)).orElse("");
    }
  }

  /** Without secrets nobody is let in; senders come again, for a file may be missing only while it is replaced. */
  default List<String> secrets() throws RefusedException {
    try {
      return file().secrets();
    } catch (UnusableSecretException unusable) {
      LOG.warn("Responses are turned away: {}", unusable.getMessage());
      throw RefusedException.later(Why.FAILED, SECRET_MAY_COME_BACK);
    }
  }
}
