package dev.shizuka.backend;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Private keys as openssl, cert-manager and keytool write them: PKCS#8 (RFC 5958), PKCS#1 (RFC 8017), SEC1 (RFC 5915). */
final class PrivateKeyPem {
  private static final Pattern BLOCK = Pattern
      .compile("-----BEGIN ((?:RSA |EC |ENCRYPTED )?PRIVATE KEY)-----([^-]*)-----END");
  private static final byte[] VERSION = HexFormat.of().parseHex("020100");
  private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
  private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");

  private PrivateKeyPem() {}

  static PrivateKey read(String pem) throws BackendException {
    Matcher block = BLOCK.matcher(pem);
    if (!block.find()) {
      throw Credentials.missing("the client's key is not PEM: it must begin with -----BEGIN PRIVATE KEY-----");
    }
    if (block.group(1).startsWith("ENCRYPTED") || block.group(2).contains("ENCRYPTED")) {
      throw Credentials.missing("the client's key has a password: give it without, and keep the file from others");
    }
    try {
      byte[] der = Base64.getMimeDecoder().decode(block.group(2));
      return decode(switch (block.group(1)) {
        case "RSA PRIVATE KEY" -> wrapped(RSA, der);
        case "EC PRIVATE KEY" -> wrapped(element(0x30, EC, curve(der)), der);
        default -> der;
      });
    } catch (IllegalArgumentException | IndexOutOfBoundsException damaged) {
      throw Credentials.missing("the client's key is damaged");
    }
  }

  private static PrivateKey decode(byte[] pkcs8) throws BackendException {
    for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (GeneralSecurityException another) {
        // The key says itself of which kind it is, but only to the factory of that kind.
      }
    }
    throw Credentials.missing("the client's key is damaged, or neither RSA, EC nor Ed25519");
  }

  private static byte[] wrapped(byte[] algorithm, byte[] key) {
    return element(0x30, VERSION, algorithm, element(0x04, key));
  }

  /** The object identifier in {@code [0]} of {@code SEQUENCE {1, OCTET STRING, [0] OID, …}}. */
  private static byte[] curve(byte[] sec1) {
    int at = content(sec1, 0);
    at = end(sec1, end(sec1, at));
    if (sec1[at] != (byte) 0xa0) {
      throw new IllegalArgumentException("no curve");
    }
    return Arrays.copyOfRange(sec1, content(sec1, at), end(sec1, at));
  }

  private static int content(byte[] der, int at) {
    int first = der[at + 1] & 0xff;
    return at + 2 + (first < 0x80 ? 0 : first - 0x80);
  }

  private static int end(byte[] der, int at) {
    int length = der[at + 1] & 0xff;
    if (length >= 0x80) {
      int bytes = length - 0x80;
      length = 0;
      for (int i = 0; i < bytes; i++) {
        length = length << 8 | der[at + 2 + i] & 0xff;
      }
    }
    return content(der, at) + length;
  }

  private static byte[] element(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream element = new ByteArrayOutputStream();
    element.write(tag);
    int length = content.size();
    if (length < 0x80) {
      element.write(length);
    } else {
      element.write(0x82);
      element.write(length >> 8);
      element.write(length);
    }
    element.writeBytes(content.toByteArray());
    return element.toByteArray();
  }
}
