package dev.shizuka.response;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The header {@code X-PagerDuty-Signature}: {@code v1=} and the HMAC-SHA256 of the raw body as hex, several of them separated by commas while a secret is
 * replaced (PagerDuty developer documentation, "Verifying Signatures").
 */
public final class PagerDutySignature {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String VERSION = "v1=";

  private PagerDutySignature() {}

  /** Whether one of the signatures is that of the body; takes the same time wherever they differ. */
  public static boolean verifies(String header, byte[] body, String secret) {
    byte[] expected = HexFormat.of().formatHex(hmac(body, secret)).getBytes(StandardCharsets.US_ASCII);
    boolean found = false;
    for (String part : header.split(",", 16)) {
      String signature = part.strip();
      if (signature.startsWith(VERSION)) {
        byte[] given = signature.substring(VERSION.length()).getBytes(StandardCharsets.US_ASCII);
        found |= MessageDigest.isEqual(expected, given);
      }
    }
    return found;
  }

  private static byte[] hmac(byte[] body, String secret) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return mac.doFinal(body);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible); // every Java platform has it
    }
  }
}
