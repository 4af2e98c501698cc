package dev.shizuka.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.api.MonitoringBackendSpec.Auth;
import dev.shizuka.api.MonitoringBackendSpec.SecretRef;
import dev.shizuka.api.MonitoringBackendSpec.Tls;
import dev.shizuka.backend.Access;
import dev.shizuka.backend.BackendException;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.ResourceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileAccessTest {
  private static final ResourceId MAIN = new ResourceId(Kind.MONITORING_BACKEND, "", "main");
  @TempDir
  Path folder;

  @Test
  void noAuthAndNoTlsIsOpen() throws BackendException {
    assertThat(access(null, null)).isEqualTo(Access.OPEN);
  }

  @Test
  void relativeFilesAreReadAnewAtEachCall() throws IOException, BackendException {
    Files.writeString(folder.resolve("auth.yaml"), "username: shizuka\npassword: 0123\n");
    assertThat(access(new Auth(null, "auth.yaml"), null).authorization()).as("digits stay a text")
        .contains("Basic c2hpenVrYTowMTIz");
    Files.writeString(folder.resolve("auth.yaml"), "token: abc\n");
    assertThat(access(new Auth(null, "auth.yaml"), null).authorization()).contains("Bearer abc");
  }

  @Test
  void whatIsMissingIsSaidWithoutAnySecret() throws IOException {
    refused(new Auth(null, "nowhere.yaml"), null,
        "MonitoringBackend main: spec.auth.file nowhere.yaml: it cannot be read (NoSuchFileException)");
    Files.writeString(folder.resolve("auth.yaml"), "password: [s3cr3t\n");
    refused(new Auth(null, "auth.yaml"), null, "it is not YAML");
    Files.writeString(folder.resolve("auth.yaml"), "s3cr3t");
    refused(new Auth(null, "auth.yaml"), null, "give either username and password, or token");
    refused(new Auth(new SecretRef("x"), null), null, "spec.auth.secretRef needs a cluster");
    refused(new Auth(null, null), null, "name a file");
    refused(null, new Tls(new SecretRef("x"), null, null, null, null), "Secrets in spec.tls need a cluster");
    refused(null, new Tls(null, null, "nowhere.pem", null, null), "spec.tls.caFile nowhere.pem: it cannot be read");
    Files.writeString(folder.resolve("key.pem"), "s3cr3t");
    refused(null, new Tls(null, null, null, null, "key.pem"), "give both or neither");
    refused(null, new Tls(null, null, "key.pem", null, null), "the CA certificate is not PEM");
  }

  private Access access(Auth auth, Tls tls) throws BackendException {
    return new FileAccess(folder).of(MAIN, new MonitoringBackendSpec(null, List.of(), null, null, null, auth, tls));
  }

  private void refused(Auth auth, Tls tls, String words) {
    assertThatThrownBy(() -> access(auth, tls)).isInstanceOf(BackendException.class)
        .hasMessageContaining(words).hasMessageNotContaining("s3cr3t");
  }
}
