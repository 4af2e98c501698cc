package dev.shizuka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.shizuka.testbed.AlertmanagerApi;
import dev.shizuka.testbed.Launcher;
import dev.shizuka.testbed.RealAlertmanager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two people, one policy and a real Alertmanager. */
class ApprovalIT {
  private static final Pattern DIGEST = Pattern.compile("digest: ([0-9a-f]{64})");

  private static final Instant END = Instant.now().plus(Duration.ofDays(2));

  @TempDir
  private Path directory;
  private RealAlertmanager alertmanager;
  private AlertmanagerApi api;

  @BeforeEach
  void start() throws IOException {
    alertmanager = RealAlertmanager.start(directory.resolve("alertmanager"), RealAlertmanager.NEWEST,
        RealAlertmanager.PLAIN);
    api = new AlertmanagerApi(alertmanager.url());
    write("catalog/backend.yaml", """
        apiVersion: shizuka.dev/v1alpha1
        kind: MonitoringBackend
        metadata: {name: main}
        spec: {alertmanager: {urls: ["%s"]}}
        """.formatted(alertmanager.url()));
    write("catalog/p3.yaml", """
        apiVersion: shizuka.dev/v1alpha1
        kind: AlertPriority
        metadata: {name: p3}
        spec: {rank: 3, suppression: Approval}
        """);
    policy("first");
    Files.createDirectories(directory.resolve("approvals"));
    api.fire(Map.of("alertname", "Batch", "namespace", "shop", "priority", "p3", "id", "batch"));
  }

  @AfterEach
  void stop() {
    alertmanager.close();
  }

  @Test
  void approvedIsSilencedEditedIsHeardAndNobodyApprovesTheirOwn() throws Exception {
    try (Launcher local = Launcher.start(directory, "local", "catalog", "--approvals", "approvals", "--data", "data",
        "--listen", "127.0.0.1:0")) {
      soon(() -> assertThat(local.output()).contains("somebody other than alice applies SuppressionApproval"));
      assertThat(api.silenced()).isZero();
      String digest = digest(local.output());

      write("approvals/a.yaml", approval(digest, "alice"));
      soon(() -> assertThat(local.output()).contains("alice wrote it and cannot approve it"));
      write("catalog/a.yaml", approval(digest, "bob"));
      soon(() -> assertThat(local.output()).contains("ApprovalMisplaced"));
      assertThat(api.silenced()).isZero();

      write("approvals/a.yaml", approval(digest, "bob"));
      soon(() -> assertThat(api.silenced()).isOne());
      policy("second");
      soon(() -> assertThat(api.silenced()).isZero());
      soon(() -> assertThat(local.output()).contains("it has changed since bob approved it"));

      policy("first");
      soon(() -> assertThat(api.silenced()).isOne());
      write("approvals/a.yaml", "kind: [unclosed\n");
      soon(() -> assertThat(api.silenced()).isZero());
    }
  }

  private static void soon(ThrowingRunnable check) {
    await().atMost(Duration.ofSeconds(30)).untilAsserted(check);
  }

  private static String digest(String output) {
    Matcher found = DIGEST.matcher(output);
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  private void policy(String reason) throws IOException {
    write("catalog/policy.yaml", """
        apiVersion: shizuka.dev/v1alpha1
        kind: SuppressionPolicy
        metadata: {name: x, namespace: shop, annotations: {shizuka.dev/author: alice}}
        spec:
          mode: Enforce
          reason: %s
          expires: %s
          match: [{matchers: [priority=p3]}]
          silence: {from: 2026-01-01T00:00:00Z, until: %s}
        """.formatted(reason, END, END));
  }

  private static String approval(String digest, String approver) {
    return """
        apiVersion: shizuka.dev/v1alpha1
        kind: SuppressionApproval
        metadata: {name: x}
        spec:
          policy: {kind: SuppressionPolicy, namespace: shop, name: x}
          digest: %s
          approver: %s
        """.formatted(digest, approver);
  }

  private void write(String file, String text) throws IOException {
    Path target = directory.resolve(file);
    Files.createDirectories(target.getParent());
    Path written = Files.writeString(directory.resolve("written"), text);
    Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
  }
}
