package dev.shizuka.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DocumentsTest {
  @Test
  void everyPointerHasItsLine() {
    Documents documents = Documents.parse("a.yaml", Declarations.ALL);
    Origin group = documents.complete().getFirst().origin();
    assertThat(group.file()).isEqualTo("a.yaml");
    assertThat(group.line("")).isEqualTo(1);
    assertThat(group.line("/metadata/name")).isEqualTo(3);
    assertThat(group.line("/spec/rules/0/expr")).as("the key of a block text").isEqualTo(8);
    assertThat(group.line("/spec/rules/1/expr")).isEqualTo(11);
    assertThat(group.line("/spec/rules/1/labels/team")).isEqualTo(13);
    assertThat(group.line("/spec/rules/1/summary")).as("nearest around").isEqualTo(10);
    assertThat(documents.complete().get(1).origin().line("")).isEqualTo(15);
    assertThat(documents.complete()).hasSize(5);
    assertThat(documents.broken()).isEmpty();
  }

  @Test
  void pointersAreEscaped() {
    Origin origin = Documents.parse("a.yaml", "labels:\n  a/b~c: x\n").complete().getFirst().origin();
    assertThat(origin.lines()).containsEntry("/labels/a~1b~0c", 2);
  }

  @Test
  void completeDocumentsBeforeABreakStand() {
    Documents documents = Documents.parse("a.yaml", "a: 1\n---\nb: 2\n---\nc: [1,\n");
    assertThat(documents.complete()).hasSize(2);
    assertThat(documents.broken()).hasValueSatisfying(broken -> {
      assertThat(broken.origin().line("")).isEqualTo(6);
      assertThat(broken.problem().reason()).isEqualTo("BrokenYaml");
      assertThat(broken.problem().message()).startsWith("the file is not YAML: while parsing a flow");
    });
  }

  @Test
  void scalarsAreThoseOfTheCoreSchema() {
    String yaml = "[1, 0x10, 0o10, 1.5, true, null, ~, , on, 2027-03-31T00:00:00Z, '1', !!str 2, .inf, 99999999999]";
    assertThat(json(yaml.replace(", ,", ", ")))
        .isEqualTo("[1,16,8,1.5,true,null,null,\"on\",\"2027-03-31T00:00:00Z\",\"1\",\"2\",\".inf\",99999999999]");
  }

  @Test
  void aliasesAndMergesRepeat() {
    assertThat(json("base: &b {x: 1, y: 2}\ncopy: *b\nmerged: {<<: *b, y: 3}\n"))
        .isEqualTo("{\"base\":{\"x\":1,\"y\":2},\"copy\":{\"x\":1,\"y\":2},\"merged\":{\"y\":3,\"x\":1}}");
  }

  @Test
  void aliasBombsAreRefused() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 40; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    assertThat(words(bomb.toString())).contains("more than 500000 values");
    assertThat(words("a: &a [*a]")).contains("*a names no complete value");
  }

  @Test
  void deepNestingIsRefused() {
    assertThat(words("[".repeat(100_000))).contains("nested deeper than 64");
    assertThat(words("{a: ".repeat(100_000))).contains("nested deeper than 64");
    assertThat(words("- ".repeat(2000) + "x")).contains("nested deeper than 64");
  }

  @Test
  void oddCharactersAndTagsAreToldWithTheirLine() {
    Unreadable nul = Documents.parse("a.yaml", "a: 1\nb: \u0000\n").broken().orElseThrow();
    assertThat(nul.origin().line("")).isEqualTo(2);
    assertThat(nul.problem().message()).contains("U+0000");
    assertThat(words("a: !ruby/object x")).contains("the tag !ruby/object is not supported");
  }

  @Test
  void jsonMayHaveTabs() {
    Documents documents = Documents.parse("a.json", "{\n\t\"a\":\t\"\\ud83d\\ude00\\/\",\n\t\"b\": [1, 2]\n}\n");
    assertThat(documents.broken()).isEmpty();
    assertThat(documents.complete().getFirst().content().toString()).isEqualTo("{\"a\":\"😀/\",\"b\":[1,2]}");
  }

  @Test
  void emptyTextsHaveNoDocuments() {
    assertThat(Documents.parse("a.yaml", "").complete()).isEmpty();
    assertThat(Documents.parse("a.yaml", "# nothing\n").complete()).isEmpty();
  }

  @Test
  void onlyUtf8OfABoundedSizeIsText() {
    assertThat(FileText.of("\uFEFFa: 1".getBytes(StandardCharsets.UTF_8))).isEqualTo(new FileText.Good("a: 1"));
    assertThat(reason("a: 1".getBytes(StandardCharsets.UTF_16LE))).isEqualTo("good");
    assertThat(reason(new byte[]{'a', (byte) 0xff})).isEqualTo("NotUtf8");
    assertThat(reason(new byte[FileText.LARGEST + 1])).isEqualTo("FileTooLarge");
  }

  private static String reason(byte[] bytes) {
    return FileText.of(bytes) instanceof FileText.Bad bad ? bad.problem().reason() : "good";
  }

  private static String words(String yaml) {
    return Documents.parse("a.yaml", yaml).broken().orElseThrow().problem().message();
  }

  private static String json(String yaml) {
    Documents documents = Documents.parse("a.yaml", yaml);
    assertThat(documents.broken()).isEmpty();
    return documents.complete().getFirst().content().toString();
  }
}
