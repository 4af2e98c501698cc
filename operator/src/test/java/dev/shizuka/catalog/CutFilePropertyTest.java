package dev.shizuka.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A good file, cut at any byte: while it is being written, and if it stays so. */
class CutFilePropertyTest {
  private static final byte[] WHOLE = Declarations.ALL.getBytes(StandardCharsets.UTF_8);
  private static final Catalog FULL = Declarations.catalog(Declarations.ALL);
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  @Property(tries = 400)
  void aCutThatIsMendedWithinTwoLooksChangesNothing(@ForAll @IntRange(max = 1200) int bytes) {
    DirectoryFiles files = new DirectoryFiles(Map.of("a.yaml", Declarations.ALL));
    look(files, Declarations.ALL, 0);
    String cut = cut(bytes);
    for (int i = 0; i < 3; i++) {
      look(files, cut, 1);
      assertThat(CatalogBuilder.build(files.readings())).isEqualTo(FULL);
    }
    look(files, Declarations.ALL, 2);
    look(files, Declarations.ALL, 2);
    assertThat(CatalogBuilder.build(files.readings())).isEqualTo(FULL);
    assertThat(files.unsettled()).isFalse();
  }

  @Property(tries = 400)
  void aCutThatStaysCrashesNothingAndMendsFully(@ForAll @IntRange(max = 1200) int bytes) {
    DirectoryFiles files = new DirectoryFiles(Map.of());
    for (int i = 0; i < 8; i++) {
      look(files, cut(bytes), 1);
    }
    Catalog catalog = CatalogBuilder.build(files.readings());
    assertThat(catalog.ruleGroups().size() + catalog.policies().size()).isLessThanOrEqualTo(2);
    for (int i = 0; i < 2; i++) {
      look(files, Declarations.ALL, 2);
    }
    assertThat(CatalogBuilder.build(files.readings())).isEqualTo(FULL);
  }

  @Property(tries = 500)
  void anyBytesAreReadWithoutACrash(@ForAll byte[] noise, @ForAll @IntRange(max = 1000) int at) {
    byte[] bytes = WHOLE.clone();
    for (int i = 0; i < noise.length && at + i < bytes.length; i++) {
      bytes[at + i] = noise[i];
    }
    DirectoryFiles files = new DirectoryFiles(Map.of());
    for (int i = 0; i < 5; i++) {
      look(files, FileText.of(bytes), 1);
    }
    assertThat(CatalogBuilder.build(files.readings())).isNotNull();
  }

  private static String cut(int bytes) {
    return new String(Arrays.copyOf(WHOLE, Math.min(bytes, WHOLE.length - 1)), StandardCharsets.UTF_8);
  }

  private static void look(DirectoryFiles files, String text, int minute) {
    look(files, new FileText.Good(text), minute);
  }

  private static void look(DirectoryFiles files, FileText text, int minute) {
    FileTime changed = FileTime.from(NOW.minusSeconds(3600 - 60L * minute));
    files.look(new Scan(Map.of("a.yaml", new Scan.Stamp(minute, changed, "")), Set.of()), path -> text, NOW);
    assertThat(files.readings()).hasSameSizeAs(List.of(1));
  }
}
