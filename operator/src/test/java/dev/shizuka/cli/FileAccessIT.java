package dev.shizuka.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.api.MonitoringBackendSpec.Auth;
import dev.shizuka.api.MonitoringBackendSpec.Tls;
import dev.shizuka.backend.BackendException;
import dev.shizuka.backend.Http;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.testbed.RealAlertmanager;
import dev.shizuka.testbed.RealPrometheus;
import dev.shizuka.testbed.TestCertificates;
import dev.shizuka.testbed.Testbed;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real servers behind basic authentication and TLS with client certificates. */
class FileAccessIT {
  /** bcrypt of {@code correct horse}. */
  private static final String HASH = "$2b$04$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6e";
  @TempDir
  Path folder;
  private URI url;
  private Process server;

  @BeforeEach
  void prepare() throws IOException {
    url = URI.create("https://127.0.0.1:" + ServerProcess.freePort());
    TestCertificates server = TestCertificates.make(folder, "EC");
    TestCertificates client = TestCertificates.make(folder.resolve("client"), "RSA");
    Files.writeString(folder.resolve("web.yml"), """
        tls_server_config: {cert_file: %s, key_file: %s, client_auth_type: RequireAndVerifyClientCert, client_ca_file: %s}
        basic_auth_users: {shizuka: %s}
        """.formatted(server.certificate(), server.key(), client.certificate(), HASH));
    password("correct horse");
  }

  @AfterEach
  void stop() throws InterruptedException {
    server.destroyForcibly();
    assertThat(server.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void prometheusIsReachedWithPasswordAndCertificate() throws Exception {
    Files.writeString(folder.resolve("prometheus.yml"), "{}");
    start(RealPrometheus.NEWEST, "--config.file=" + folder.resolve("prometheus.yml"),
        "--storage.tsdb.path=" + folder.resolve("data"));
    reachedOnlyWithCredentials("/api/v1/status/buildinfo");
  }

  @Test
  void alertmanagerIsReachedWithPasswordAndCertificate() throws Exception {
    Files.writeString(folder.resolve("alertmanager.yml"), RealAlertmanager.PLAIN);
    start(RealAlertmanager.NEWEST, "--config.file=" + folder.resolve("alertmanager.yml"),
        "--storage.path=" + folder.resolve("data"), "--cluster.listen-address=");
    reachedOnlyWithCredentials("/api/v2/status");
  }

  private void reachedOnlyWithCredentials(String path) throws IOException {
    await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> get(path, certificates()).ok());
    assertThat(fails(path, null)).startsWith("the server at " + url + " cannot be reached: ");
    assertThat(fails(path, new Tls(null, null, "tls.crt", null, null))).contains("cannot be reached");
    password("wrong");
    assertThat(fails(path, certificates()))
        .isEqualTo("the server at " + url + " refused the credentials (401): check spec.auth");
    password("correct horse");
    assertThat(catchingNothing(path)).isTrue();
  }

  private boolean catchingNothing(String path) {
    try {
      return get(path, certificates()).ok();
    } catch (BackendException refused) {
      throw new AssertionError(refused);
    }
  }

  private String fails(String path, Tls tls) {
    StringBuilder sentence = new StringBuilder();
    assertThatThrownBy(() -> get(path, tls)).isInstanceOfSatisfying(BackendException.class,
        failure -> sentence.append(failure.sentence()));
    return sentence.toString();
  }

  private Http.Reply get(String path, Tls tls) throws BackendException {
    MonitoringBackendSpec spec = new MonitoringBackendSpec(null, List.of(), null, null, null,
        new Auth(null, "auth.yaml"), tls);
    var access = new FileAccess(folder).of(new ResourceId(Kind.MONITORING_BACKEND, "", "main"), spec);
    try (Http http = new Http("the server at " + url, url, access, Duration.ofSeconds(10))) {
      return http.expectOk(http.get(path));
    }
  }

  private static Tls certificates() {
    return new Tls(null, null, "tls.crt", "client/tls.crt", "client/tls.key");
  }

  private void password(String password) throws IOException {
    Files.writeString(folder.resolve("auth.yaml"), "{username: shizuka, password: " + password + "}\n");
  }

  private void start(String binary, String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of(Testbed.binary(binary).toString(),
        "--web.listen-address=127.0.0.1:" + url.getPort(), "--web.config.file=" + folder.resolve("web.yml")));
    command.addAll(List.of(options));
    server = new ProcessBuilder(command).redirectErrorStream(true)
        .redirectOutput(folder.resolve(binary + ".log").toFile()).start();
  }
}
