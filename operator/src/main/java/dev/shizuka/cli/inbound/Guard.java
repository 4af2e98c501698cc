package dev.shizuka.cli.inbound;

import dev.shizuka.cli.inbound.RefusedException.Why;
import dev.shizuka.response.PagerDutySignature;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/** Who may send. */
sealed interface Guard {
  /** Before anything of the body is read. */
  void admit(Context context) throws RefusedException;

  /** Once the body is there. */
  void verify(Context context, byte[] body) throws RefusedException;

  /** {@code Authorization: Bearer TOKEN} (RFC 6750). */
  record Bearer(Secrets secrets) implements Guard {
    private static final String SCHEME = "Bearer ";

    @Override
    public void admit(Context context) throws RefusedException {
      String header = Optional.ofNullable(context.header("Authorization")).orElse("");
      boolean scheme = header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
      String token = scheme ? header.substring(SCHEME.length()).strip() : "";
      boolean known = false;
      for (String secret : secrets.now()) {
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
  record Signature(Secrets secrets) implements Guard {
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
      for (String secret : secrets.now()) {
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
}
