package dev.shizuka.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.shizuka.catalog.DirectorySource.Settings;
import dev.shizuka.testbed.MapMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectorySourceTest {
  @TempDir
  Path folder;
  private final MapMemory memory = new MapMemory();
  private final List<Catalog> given = new CopyOnWriteArrayList<>();
  private DirectorySource source;

  @AfterEach
  void close() {
    if (source != null) {
      source.close();
    }
  }

  @Test
  void theFirstCatalogIsThereBeforeStartReturns() throws IOException {
    write("team/rules.yml", Declarations.GROUP);
    write("all.json", "{\"apiVersion\": \"v1\", \"kind\": \"Namespace\", \"metadata\": {\"name\": \"shop\"}}");
    write("notes.txt", "kind: [");
    write(".hidden/b.yaml", Declarations.POLICY);
    start(false);
    assertThat(given).hasSize(1);
    assertThat(last().ruleGroups().getFirst().origin().file()).isEqualTo("team/rules.yml");
    assertThat(last().policies()).isEmpty();
    assertThat(last().namespaces()).containsKey("shop");
    assertThat(last().unreadable()).isEmpty();
  }

  @Test
  void editsAreFollowedAndEqualOnesGiveNothing() throws IOException {
    write("a.yaml", Declarations.GROUP);
    start(false);
    write("a.yaml", Declarations.GROUP.replace("0.05", "0.06"));
    await().until(() -> last().ruleGroups().getFirst().spec().rules().get(1).expr().contains("0.06"));
    int before = given.size();
    write("a.yaml", Declarations.GROUP.replace("0.05", "0.06"));
    write("b.yaml", "# nothing\n");
    write("c.yaml", Declarations.PRIORITY);
    await().until(() -> !last().priorities().isEmpty());
    assertThat(given).hasSize(before + 1);
  }

  @Test
  void configMapMountsAreFollowed() throws IOException {
    write("..v1/rules.yaml", Declarations.GROUP);
    Files.createSymbolicLink(folder.resolve("..data"), Path.of("..v1"));
    Files.createSymbolicLink(folder.resolve("rules.yaml"), Path.of("..data", "rules.yaml"));
    Files.createSymbolicLink(folder.resolve("loop"), Path.of("."));
    start(false);
    assertThat(last().ruleGroups()).hasSize(1);
    assertThat(last().unreadable()).isEmpty();
    write("..v2/rules.yaml", Declarations.GROUP.replace("service: checkout", "service: basket"));
    Files.createSymbolicLink(folder.resolve("..tmp"), Path.of("..v2"));
    Files.move(folder.resolve("..tmp"), folder.resolve("..data"), StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.ATOMIC_MOVE);
    await().until(() -> "basket".equals(last().ruleGroups().getFirst().spec().service()));
  }

  @Test
  void aBrokenFileStillHasWhatItHadBeforeARestart() throws IOException {
    write("a.yaml", Declarations.ALL);
    start(false);
    source.close();
    write("a.yaml", "kind: [");
    start(false);
    assertThat(last().ruleGroups()).hasSize(1);
    assertThat(last().policies()).hasSize(1);
    assertThat(last().unreadable()).extracting(told -> told.problem().reason()).containsExactly("BrokenYaml");
  }

  @Test
  void whatWentWhileWeWereAwayIsGone() throws IOException {
    write("a.yaml", Declarations.GROUP);
    write("b.yaml", Declarations.POLICY);
    start(false);
    source.close();
    Files.delete(folder.resolve("b.yaml"));
    given.clear();
    start(false);
    assertThat(given.getFirst().policies()).isEmpty();
    assertThat(memory.recallAll("files")).containsOnlyKeys("a.yaml");
  }

  @Test
  void anEmptyDirectoryKeepsAllButPolicies() throws IOException {
    write("a.yaml", Declarations.ALL);
    start(false);
    Files.delete(folder.resolve("a.yaml"));
    await().until(() -> last().policies().isEmpty());
    assertThat(last().ruleGroups()).hasSize(1);
    assertThat(last().namespaces()).containsKey("shop");
    assertThat(last().unreadable()).extracting(told -> told.problem().reason()).containsExactly("EmptyDirectory");
    source.close();
    start(false);
    assertThat(last().ruleGroups()).as("after a restart too").hasSize(1);
    assertThat(last().policies()).isEmpty();
    write("b.yaml", Declarations.PRIORITY);
    await().until(() -> last().ruleGroups().isEmpty());
    assertThat(last().unreadable()).isEmpty();
  }

  @Test
  void anEmptyDirectoryThatIsMeantDeclaresNothing() throws IOException {
    write("a.yaml", Declarations.ALL);
    start(true);
    Files.delete(folder.resolve("a.yaml"));
    await().until(() -> last().equals(Catalog.EMPTY));
    assertThat(memory.recallAll("files")).isEmpty();
  }

  @Test
  void aDirectoryThatIsAwayChangesNothing() throws IOException {
    Path root = Files.createDirectory(folder.resolve("root"));
    Files.writeString(root.resolve("a.yaml"), Declarations.ALL);
    source = new DirectorySource(root, settings(false));
    source.start(given::add);
    Files.move(root, folder.resolve("away"));
    Files.createFile(folder.resolve("marker"));
    await().during(Duration.ofMillis(300)).until(() -> given.size() == 1);
    Instant since = source.unreadableSince().orElseThrow();
    assertThat(since).isBefore(Instant.now()).isAfter(Instant.now().minusSeconds(60));
    Files.move(folder.resolve("away"), root);
    Files.writeString(root.resolve("a.yaml"), Declarations.GROUP);
    await().until(() -> last().equals(Declarations.catalog(Declarations.GROUP)));
    assertThat(source.unreadableSince()).isEmpty();
  }

  @Test
  void aRootThatIsNoDirectoryIsAMistakeOfTheUser() throws IOException {
    source = new DirectorySource(folder.resolve("nowhere"), settings(false));
    assertThatThrownBy(() -> source.start(given::add)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("is not a directory: give the directory that holds the YAML");
    assertThat(given).isEmpty();
  }

  @Test
  void aListenerThatFailsIsGivenTheCatalogAgain() throws IOException {
    write("a.yaml", Declarations.GROUP);
    source = new DirectorySource(folder, settings(false));
    source.start(catalog -> {
      given.add(catalog);
      if (given.size() == 2) {
        throw new IllegalStateException("for the test");
      }
    });
    write("a.yaml", Declarations.PRIORITY);
    await().until(() -> given.size() == 3);
    assertThat(given.get(2)).isEqualTo(given.get(1));
  }

  @Test
  void twoThousandFilesAreReadInSeconds() throws IOException {
    for (int i = 0; i < 2000; i++) {
      write("team-" + i % 20 + "/" + i + ".yaml", Declarations.GROUP.replace("name: checkout", "name: group-" + i));
    }
    Instant before = Instant.now();
    start(false);
    assertThat(last().ruleGroups()).hasSize(2000);
    assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(10));
    assertThat(memory.recallAll("files")).hasSize(2000);
  }

  @Test
  void memoryIsTriedAgain() throws IOException {
    write("a.yaml", Declarations.GROUP);
    Map<String, Integer> calls = new ConcurrentHashMap<>();
    Memory full = new Memory() {
      @Override
      public Optional<String> recall(String topic, String key) {
        return memory.recall(topic, key);
      }

      @Override
      public Map<String, String> recallAll(String topic) {
        return memory.recallAll(topic);
      }

      @Override
      public void remember(String topic, Map<String, String> texts, Collection<String> forgotten) {
        if (calls.merge(topic, 1, Integer::sum) < 3) {
          throw new IllegalStateException("disk full, for the test");
        }
        memory.remember(topic, texts, forgotten);
      }
    };
    source = new DirectorySource(folder, new Settings(Duration.ofMillis(20), false, full));
    source.start(given::add);
    await().until(() -> memory.recallAll("files").containsKey("a.yaml"));
    assertThat(given).hasSize(1);
  }

  private void start(boolean allowEmpty) {
    source = new DirectorySource(folder, settings(allowEmpty));
    source.start(given::add);
  }

  private Settings settings(boolean allowEmpty) {
    return new Settings(Duration.ofMillis(20), allowEmpty, memory);
  }

  private Catalog last() {
    return given.getLast();
  }

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
