package dev.shizuka.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CredentialsTest {
  @Test
  void usernameAndPasswordMakeABasicHeader() throws BackendException {
    assertThat(Credentials.authorization(Map.of("username", "Aladdin", "password", "open sesame")))
        .as("example of RFC 7617").isEqualTo("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
  }

  @Test
  void aTokenMakesABearerHeaderWithoutItsLineBreak() throws BackendException {
    assertThat(Credentials.authorization(Map.of("token", "s3cr3t\n"))).isEqualTo("Bearer s3cr3t");
  }

  @Test
  void halfOrDoubleCredentialsAreRefused() {
    refused(Map.of(), "give either username and password, or token");
    refused(Map.of("username", "s3cr3t"), "give either");
    refused(Map.of("username", "a", "password", "s3cr3t", "token", "s3cr3t"), "give either");
    refused(Map.of("username", "a", "token", "s3cr3t"), "give either");
    refused(Map.of("passwort", "s3cr3t"), "unknown keys passwort");
  }

  @Test
  void whatCannotBeSentIsRefusedWithoutBeingShown() {
    refused(Map.of("token", "s3cr3t\r\nX: y"), "characters that cannot be sent");
    refused(Map.of("token", "s3cr3t€"), "characters that cannot be sent");
    refused(Map.of("token", "\n"), "token is empty");
    refused(Map.of("username", "s3cr3t:x", "password", "y"), "colon");
  }

  private static void refused(Map<String, String> keys, String words) {
    assertThatThrownBy(() -> Credentials.authorization(keys)).hasMessageContaining(words)
        .hasMessageNotContaining("s3cr3t")
        .isInstanceOfSatisfying(BackendException.class, e -> assertThat(e.reason()).isEqualTo("CredentialsMissing"));
  }
}
