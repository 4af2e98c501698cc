package dev.shizuka.backend.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.backend.prometheus.PrometheusClient.Loaded;
import dev.shizuka.backend.prometheus.PrometheusClient.LoadedGroup;
import dev.shizuka.compile.CompiledRule;
import dev.shizuka.compile.RuleGroup;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadBackTest {
  private static final CompiledRule RULE = Groups.alertFor("A", "sum(up) by (job) > 0", "90s");
  private static final RuleGroup GROUP = Groups.group("a", RULE);
  private static final String FILE = "shizuka_shop_a.yaml";

  @Test
  void theBackendsOwnFormOfAnExpressionIsTheSame() {
    ReadBack back = compare(loaded("/etc/rules/" + FILE, "sum by (job) (up) > 0"), "");
    assertThat(back.complete()).isFalse();
    assertThat(back.unresolved()).containsExactly(RULE.expr());
    ReadBack known = ReadBack.compare(expected(""), List.of(loaded("/etc/rules/" + FILE, "sum by (job) (up) > 0")),
        text -> Optional.of("sum by (job) (up)\n  > 0"));
    assertThat(known.complete()).isTrue();
    assertThat(known.find(FILE, GROUP, 0)).isPresent();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', value = {"a and b|a  and\tb|true", "a and b|aandb|false",
      "sum by(job) (x)|sum by (job)(x)|true", "x{a=\"b c\"}|x{a=\"bc\"}|false", "x{a=\"#\"} > 1|x{a=\"#\"}>1|true",
      "x{a=\"\\\" \"}|x{a=\"\\\"  \"}|false", "x[5m:1m] offset 5m|x [5m:1m]offset 5m|true", "`a  b`|`a b`|false"})
  void spaceOutsideStringsMakesNoDifference(String left, String right, boolean same) {
    assertThat(QueryText.withoutSpace(left).equals(QueryText.withoutSpace(right))).isEqualTo(same);
  }

  @Test
  void commentsMakeNoDifference() {
    assertThat(QueryText.withoutSpace("up # a \" b\n== 0 #")).isEqualTo("up==0");
  }

  @Test
  void anythingElseThatDiffersIsMissing() {
    Loaded right = loaded("", RULE.expr()).rules().getFirst();
    for (Loaded wrong : List.of(
        new Loaded("recording", "A", right.query(), 90, 60, right.labels(), right.annotations(), List.of(), "ok", ""),
        new Loaded("alerting", "B", right.query(), 90, 60, right.labels(), right.annotations(), List.of(), "ok", ""),
        new Loaded("alerting", "A", right.query(), 91, 60, right.labels(), right.annotations(), List.of(), "ok", ""),
        new Loaded("alerting", "A", right.query(), 90, 0, right.labels(), right.annotations(), List.of(), "ok", ""),
        new Loaded("alerting", "A", right.query(), 90, 60, Map.of(), right.annotations(), List.of(), "ok", ""),
        new Loaded("alerting", "A", right.query(), 90, 60, right.labels(), Map.of(), List.of(), "ok", ""))) {
      ReadBack back = compare(new LoadedGroup("shop/a", "/rules/" + FILE, 1, List.of(wrong)), "");
      assertThat(back.missing()).containsExactly(FILE);
    }
    assertThat(compare(new LoadedGroup("shop/a", "/rules/" + FILE, 2, List.of(right)), "").complete()).isFalse();
    assertThat(compare(new LoadedGroup("shop/a", "/rules/" + FILE, 1, List.of(right, right)), "").complete()).isFalse();
    assertThat(compare(new LoadedGroup("shop/b", "/rules/" + FILE, 1, List.of(right)), "").complete()).isFalse();
    assertThat(compare(new LoadedGroup("shop/a", "/rules/" + FILE, 1, List.of(right)), "").complete()).isTrue();
  }

  @Test
  void aFileThatShouldHaveGoneIsLeftOver() {
    ReadBack.Expected expected = new ReadBack.Expected(new TreeMap<>(), Set.of(FILE), "");
    assertThat(ReadBack.compare(expected, List.of(loaded("/rules/" + FILE, "up")), text -> Optional.empty()).leftover())
        .containsExactly(FILE);
    assertThat(ReadBack.compare(expected, List.of(), text -> Optional.empty()).complete()).isTrue();
  }

  @Test
  void whereThePathIsTheSameAnotherInstallationsFolderDoesNotCount() {
    LoadedGroup other = loaded("/other/" + FILE, "vector(7)");
    LoadedGroup ours = loaded("/ours/" + FILE, RULE.expr());
    assertThat(ReadBack.compare(expected("/ours"), List.of(other, ours), text -> Optional.empty()).complete()).isTrue();
    assertThat(ReadBack
        .compare(new ReadBack.Expected(new TreeMap<>(), Set.of(FILE), "/ours"),
            List.of(other, loaded("/ours/shizuka_shop_b.yaml", "up")), text -> Optional.empty())
        .leftover()).isEmpty();
  }

  private static ReadBack.Expected expected(String folder) {
    return new ReadBack.Expected(new TreeMap<>(Map.of(FILE, GROUP)), Set.of(), folder);
  }

  private static ReadBack compare(LoadedGroup group, String folder) {
    return ReadBack.compare(expected(folder), List.of(group), text -> Optional.empty());
  }

  private static LoadedGroup loaded(String file, String query) {
    return new LoadedGroup("shop/a", file, 1, List.of(
        new Loaded("alerting", "A", query, 90, 60, RULE.labels(), RULE.annotations(), List.of(), "ok", "")));
  }
}
