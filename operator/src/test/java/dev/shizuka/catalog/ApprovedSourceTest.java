package dev.shizuka.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApprovedSourceTest {
  private static final String APPROVAL = """
      apiVersion: shizuka.dev/v1alpha1
      kind: SuppressionApproval
      metadata: {name: x}
      spec:
        policy: {kind: SuppressionPolicy, namespace: shop, name: x}
        digest: abc
        approver: bob
      """;

  @TempDir
  private Path root;
  private final AtomicReference<Catalog> given = new AtomicReference<>(Catalog.EMPTY);

  @Test
  void aFolderThatGoesApprovesNothingAndIsTold() throws IOException {
    Path folder = Files.createDirectory(root.resolve("approvals"));
    Files.writeString(folder.resolve("a.yaml"), APPROVAL);
    try (ApprovedSource source = source(folder)) {
      source.start(given::set);
      await().untilAsserted(() -> assertThat(given.get().approvals()).hasSize(1));
      Files.move(folder, root.resolve("elsewhere"));
      await().untilAsserted(() -> assertThat(given.get().approvals()).isEmpty());
      assertThat(given.get().unreadable()).extracting(each -> each.problem().reason())
          .containsExactly("ApprovalsUnreadable");
    }
  }

  @Test
  void aWithdrawalThatFailsOnceIsGivenAgain() throws IOException {
    Path folder = Files.createDirectory(root.resolve("approvals"));
    Path file = Files.writeString(folder.resolve("a.yaml"), APPROVAL);
    AtomicInteger failures = new AtomicInteger();
    try (ApprovedSource source = source(folder)) {
      source.start(catalog -> {
        if (catalog.approvals().isEmpty() && !given.get().approvals().isEmpty() && failures.getAndIncrement() < 2) {
          throw new IllegalStateException("for the test");
        }
        given.set(catalog);
      });
      await().untilAsserted(() -> assertThat(given.get().approvals()).hasSize(1));
      Files.delete(file);
      await().untilAsserted(() -> assertThat(given.get().approvals()).isEmpty());
    }
    assertThat(failures).hasValue(3);
  }

  @Test
  void anApprovalThatIsDeclaredBesideThePoliciesDoesNotCount() {
    Catalog declared = Declarations.catalog(APPROVAL);
    try (ApprovedSource source = new ApprovedSource(new One(declared), Optional.empty(), Duration.ofMillis(20))) {
      source.start(given::set);
    }
    assertThat(declared.approvals()).hasSize(1);
    assertThat(given.get().approvals()).isEmpty();
    assertThat(given.get().unreadable()).extracting(each -> each.problem().reason())
        .isEqualTo(List.of("ApprovalMisplaced"));
  }

  private static ApprovedSource source(Path folder) {
    return new ApprovedSource(new One(Catalog.EMPTY), Optional.of(folder), Duration.ofMillis(20));
  }

  /** A source with one catalog. */
  private record One(Catalog catalog) implements CatalogSource {
    @Override
    public void start(Consumer<Catalog> listener) {
      listener.accept(catalog);
    }

    @Override
    public void close() {}
  }
}
