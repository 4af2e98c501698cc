package dev.shizuka.backend;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The {@code Authorization} header from the keys of a Secret or file. No message ever holds a value. */
public final class Credentials {
  /** Reason of everything that is wrong with credentials before they are used. */
  public static final String MISSING = "CredentialsMissing";
  private static final Set<String> KNOWN = Set.of("username", "password", "token");

  private Credentials() {}

  /**
   * Basic (RFC 7617) from {@code username} and {@code password}, bearer (RFC 6750) from {@code token}. Line breaks at the end, which
   * {@code echo} and {@code kubectl create secret} leave there, do not count.
   *
   * @throws BackendException reason {@code CredentialsMissing} where the keys are neither the one nor the other
   */
  public static String authorization(Map<String, String> keys) throws BackendException {
    Set<String> unknown = new TreeSet<>(keys.keySet());
    unknown.removeAll(KNOWN);
    if (!unknown.isEmpty()) {
      throw missing("unknown keys " + String.join(", ", unknown) + ": give username and password, or token");
    }
    boolean basic = keys.containsKey("username") && keys.containsKey("password");
    boolean bearer = keys.containsKey("token");
    if (bearer == basic || keys.size() != (basic ? 2 : 1)) {
      throw missing("give either username and password, or token");
    }
    if (bearer) {
      return "Bearer " + value(keys, "token");
    }
    String username = value(keys, "username");
    if (username.contains(":")) {
      throw missing("username must not contain a colon");
    }
    String pair = username + ":" + value(keys, "password");
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static String value(Map<String, String> keys, String key) throws BackendException {
    String value = keys.getOrDefault(key, "").replaceAll("[\\r\\n]+$", "");
    boolean control = value.chars().anyMatch(Character::isISOControl);
    // A header is ASCII; a token of anything else would be refused with the token in the exception's text.
    boolean foreign = key.equals("token") && value.chars().anyMatch(character -> character <= ' ' || character > '~');
    if (value.isEmpty() || control || foreign) {
      throw missing(key + " is empty or has characters that cannot be sent");
    }
    return value;
  }

  static BackendException missing(String message) {
    return new BackendException(MISSING, true, message);
  }
}
