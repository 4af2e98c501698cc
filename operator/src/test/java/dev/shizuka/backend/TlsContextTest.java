package dev.shizuka.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shizuka.testbed.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsContextTest {
  /** Made with {@code openssl ecparam -name prime256v1 -genkey}, parameters included. Nothing trusts it. */
  private static final String SEC1 = """
      -----BEGIN EC PARAMETERS-----
      BggqhkjOPQMBBw==
      -----END EC PARAMETERS-----
      -----BEGIN EC PRIVATE KEY-----
      MHcCAQEEIHLxxlHrwcKqyAeW05abU/HpMTSSoBpCbCBKMFlA/dtaoAoGCCqGSM49
      AwEHoUQDQgAElUjTX1nQZp6f7+uNz5oP4mYM5WEJ8CTLrjpvYnv4AJ4dxlcEWrYZ
      O2ZquBM/3tFmdzc7X2S3Kmj/9H1rdxZDjw==
      -----END EC PRIVATE KEY-----
      """;
  @TempDir
  Path folder;

  @Test
  void keysOfRsaAndEcMakeAClient() throws IOException, BackendException {
    for (String algorithm : new String[]{"RSA", "EC"}) {
      TestCertificates made = TestCertificates.make(folder.resolve(algorithm), algorithm);
      String certificate = Files.readString(made.certificate());
      assertThat(TlsContext.of(Optional.of(certificate), Optional.of(certificate),
          Optional.of(Files.readString(made.key()))).getProtocol()).isEqualTo("TLS");
    }
  }

  @Test
  void nothingGivenTrustsWhomTheJvmTrusts() throws BackendException {
    assertThat(TlsContext.of(Optional.empty(), Optional.empty(), Optional.empty())).isNotNull();
  }

  @Test
  void rsaKeysInTheirOwnFormAreRead() throws IOException, BackendException {
    String pem = Files.readString(TestCertificates.make(folder, "RSA").key());
    PrivateKey whole = PrivateKeyPem.read(pem);
    // PKCS#8 of a 2048-bit or larger RSA key: 26 bytes around the PKCS#1 form (RFC 5208, 5).
    byte[] pkcs8 = whole.getEncoded();
    String body = Base64.getMimeEncoder().encodeToString(Arrays.copyOfRange(pkcs8, 26, pkcs8.length));
    PrivateKey bare = PrivateKeyPem
        .read("-----BEGIN RSA PRIVATE KEY-----\n" + body + "\n-----END RSA PRIVATE KEY-----");
    assertThat(bare).isEqualTo(whole);
  }

  @Test
  void ecKeysAsOpensslWritesThemAreRead() throws BackendException {
    assertThat(PrivateKeyPem.read(SEC1).getAlgorithm()).isEqualTo("EC");
  }

  @Test
  void whatIsNoKeyIsToldWithoutBeingShown() throws IOException {
    TestCertificates made = TestCertificates.make(folder, "EC");
    String certificate = Files.readString(made.certificate());
    String key = Files.readString(made.key());
    refused(certificate, "s3cr3t", "must begin with -----BEGIN PRIVATE KEY-----");
    refused(certificate, key.replaceAll("(?s)KEY-----.{30}", "KEY-----s3cr3t"), "damaged");
    refused(certificate, key.replace("PRIVATE", "EC PRIVATE"), "damaged");
    refused(certificate, key.replace("BEGIN PRIVATE", "BEGIN ENCRYPTED PRIVATE"), "has a password");
    refused("s3cr3t", key, "the client certificate is not PEM");
    assertThatThrownBy(() -> TlsContext.of(Optional.of(""), Optional.empty(), Optional.empty()))
        .hasMessageContaining("the CA certificate is not PEM");
    assertThatThrownBy(() -> TlsContext.of(Optional.empty(), Optional.of(certificate), Optional.empty()))
        .hasMessageContaining("give both or neither");
  }

  private static void refused(String certificate, String key, String words) {
    assertThatThrownBy(() -> TlsContext.of(Optional.empty(), Optional.of(certificate), Optional.of(key)))
        .isInstanceOf(BackendException.class).hasMessageContaining(words).hasMessageNotContaining("s3cr3t");
  }
}
