package dev.shizuka.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.catalog.Scan.Stamp;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DirectoryFilesTest {
  private static final String BROKEN = Declarations.POLICY + "---\nkind: [\n";
  private final Map<String, String> texts = new HashMap<>();
  private final Map<String, Stamp> stamps = new TreeMap<>();
  private Set<String> unlisted = Set.of();
  private Instant now = Instant.parse("2026-11-21T12:00:00Z");
  private DirectoryFiles files = new DirectoryFiles(Map.of());

  @Test
  void aNewFileIsReadOnceItIsStable() {
    write("a.yaml", Declarations.GROUP);
    look();
    assertThat(catalog()).isEqualTo(Catalog.EMPTY);
    assertThat(files.unsettled()).isTrue();
    look();
    assertThat(catalog().ruleGroups()).hasSize(1);
    assertThat(files.unsettled()).isFalse();
  }

  @Test
  void anOldFileIsReadAtTheFirstLook() {
    write("a.yaml", Declarations.GROUP);
    now = now.plusSeconds(60);
    look();
    assertThat(catalog().ruleGroups()).hasSize(1);
  }

  @Test
  void aFileThatKeepsChangingIsNotRead() {
    for (int i = 0; i < 5; i++) {
      write("a.yaml", Declarations.GROUP + "# " + i + "\n");
      look();
    }
    assertThat(catalog()).isEqualTo(Catalog.EMPTY);
  }

  @Test
  void aBrokenFileIsTriedAgainThenReportedAndKeepsWhatItHad() {
    write("a.yaml", Declarations.ALL);
    settle();
    Catalog full = catalog();
    write("a.yaml", BROKEN);
    look();
    look();
    look();
    assertThat(catalog()).isEqualTo(full);
    look();
    assertThat(catalog().policies()).isEqualTo(full.policies());
    assertThat(catalog().ruleGroups()).isEqualTo(full.ruleGroups());
    assertThat(catalog().unreadable()).singleElement().satisfies(told -> {
      assertThat(told.id()).isEmpty();
      assertThat(told.problem().reason()).isEqualTo("BrokenYaml");
      assertThat(told.origin().line("")).isGreaterThan(13);
    });
    write("a.yaml", Declarations.GROUP);
    settle();
    assertThat(catalog()).isEqualTo(Declarations.catalog(Declarations.GROUP));
  }

  @Test
  void aFileThatWasNeverWholeGivesItsCompleteDocuments() {
    write("a.yaml", BROKEN);
    settle();
    assertThat(catalog().policies()).hasSize(1);
    assertThat(catalog().unreadable()).hasSize(1);
  }

  @Test
  void aRememberedTextStandsInForABrokenFile() {
    files = new DirectoryFiles(Map.of("a.yaml", Declarations.ALL));
    write("a.yaml", "kind: [");
    settle();
    assertThat(catalog().backends()).hasSize(1);
    assertThat(catalog().unreadable()).hasSize(1);
    assertThat(files.whole()).containsEntry("a.yaml", Declarations.ALL);
  }

  @Test
  void aDocumentWithoutANameKeepsTheRulesItMayStandForButNoPolicy() {
    write("a.yaml", Declarations.ALL);
    settle();
    write("a.yaml", Declarations.ALL.replace("kind: AlertRuleGroup", "kind: AlertRuleGruop")
        .replace("name: nightly-batch", "nmae: nightly-batch").replace("rank: 2", "rank: 3"));
    settle();
    assertThat(catalog().ruleGroups()).extracting(group -> group.id().name()).containsExactly("checkout");
    assertThat(catalog().policies()).isEmpty();
    assertThat(catalog().priorities().getFirst().spec().rank()).isEqualTo(3);
    assertThat(catalog().unreadable()).extracting(told -> told.problem().reason())
        .containsExactly("UnknownKind", "BadName", "UnknownField");
    assertThat(files.whole()).containsEntry("a.yaml", Declarations.ALL);
  }

  @Test
  void aFileIsGoneWhenItIsMissingTwice() {
    write("a.yaml", Declarations.GROUP);
    write("b.yaml", Declarations.PRIORITY);
    settle();
    remove("a.yaml");
    look();
    assertThat(catalog().ruleGroups()).hasSize(1);
    look();
    assertThat(catalog().ruleGroups()).isEmpty();
    assertThat(files.whole()).containsOnlyKeys("b.yaml");
  }

  @Test
  void aFileThatMovesIsNeverGone() {
    write("a.yaml", Declarations.GROUP);
    settle();
    remove("a.yaml");
    look();
    write("b.yaml", Declarations.GROUP);
    for (int i = 0; i < 5; i++) {
      look();
      assertThat(catalog().ruleGroups()).hasSize(1);
    }
    assertThat(catalog().ruleGroups().getFirst().origin().file()).isEqualTo("b.yaml");
    assertThat(catalog().unreadable()).isEmpty();
  }

  @Test
  void aFileThatKeepsChangingDoesNotHoldARemovalForEver() {
    write("a.yaml", Declarations.POLICY);
    settle();
    remove("a.yaml");
    for (int i = 0; i < 6; i++) {
      write("b.yaml", "# " + i);
      look();
    }
    assertThat(catalog().policies()).isEmpty();
  }

  @Test
  void filesOfAFolderThatCannotBeListedHoldOn() {
    write("team/a.yaml", Declarations.GROUP);
    settle();
    remove("team/a.yaml");
    unlisted = Set.of("team");
    settle();
    assertThat(catalog().ruleGroups()).hasSize(1);
    unlisted = Set.of("te");
    settle();
    assertThat(catalog().ruleGroups()).isEmpty();
  }

  @Test
  void aChangeWithinOneTickOfTheFileSystemsClockIsSeen() {
    write("a.yaml", Declarations.PRIORITY);
    look();
    look();
    texts.put("a.yaml", Declarations.PRIORITY.replace("rank: 2", "rank: 7"));
    look();
    assertThat(catalog().priorities().getFirst().spec().rank()).isEqualTo(7);
  }

  @Test
  void aFileThatNobodyMayReadIsTriedAtEachLook() {
    write("a.yaml", Declarations.GROUP);
    settle();
    String text = texts.remove("a.yaml");
    stamps.put("a.yaml", new Stamp(0, FileTime.from(now), "other"));
    settle();
    assertThat(catalog().ruleGroups()).hasSize(1);
    assertThat(catalog().unreadable()).extracting(told -> told.problem().reason()).containsExactly("FileUnreadable");
    now = now.plus(Duration.ofHours(1));
    look();
    texts.put("a.yaml", text);
    look();
    assertThat(catalog().unreadable()).isEmpty();
  }

  private void write(String path, String text) {
    texts.put(path, text);
    now = now.plusMillis(500);
    stamps.put(path, new Stamp(text.length(), FileTime.from(now), ""));
  }

  private void remove(String path) {
    texts.remove(path);
    stamps.remove(path);
  }

  private void settle() {
    for (int i = 0; i < 8; i++) {
      look();
    }
  }

  private void look() {
    now = now.plusMillis(500);
    files.look(new Scan(stamps, unlisted), path -> texts.containsKey(path)
        ? new FileText.Good(texts.get(path))
        : FileText.read(Path.of("nowhere", "at-all.yaml")), now);
  }

  private Catalog catalog() {
    return CatalogBuilder.build(files.readings());
  }
}
