package dev.shizuka.backend.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.compile.RuleGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShardsTest {
  private final Shards shards = new Shards(8, "main", RuleFile.mark("test", "main"));

  @Test
  void aShardIsTheCrc32OfTheNameModuloTheirNumber() {
    assertThat(IntStream.range(0, 4).map(index -> shards.of(Groups.owner("g" + index)))).containsExactly(6, 0, 2, 4);
  }

  @Test
  void aNewGroupChangesTheBytesOfItsOwnShardOnly() {
    List<RuleGroup> groups = new ArrayList<>(
        IntStream.range(0, 100).mapToObj(index -> Groups.group("g" + index, Groups.alert("A", "up"))).toList());
    List<Shards.Shard> before = shards.split(groups);
    RuleGroup added = Groups.group("new", Groups.alert("A", "up"));
    groups.add(added);
    List<Shards.Shard> after = shards.split(groups);
    assertThat(after.stream().filter(shard -> !before.contains(shard)).map(Shards.Shard::number))
        .containsExactly(shards.of(added.owner()));
  }

  @Test
  void eachShardCarriesTheDigestOfItsContent() {
    Shards.Shard empty = shards.split(List.of()).getFirst();
    assertThat(empty.data()).containsOnlyKeys("shizuka-content_0.yaml");
    assertThat(empty.data().get("shizuka-content_0.yaml"))
        .contains("record: \"shizuka_content\"", "expr: \"vector(1)\"", "\"digest\": \"sha256:e3b0c442",
            "\"backend\": \"main\"", "\"shard\": \"0\"", "name: \"shizuka/content-0\"");
    assertThat(shards.intact(empty.data())).isTrue();
  }

  @Test
  void moreThanAMillionBytesOverflow() {
    Shards one = new Shards(1, "main", "# mark\n");
    RuleGroup large = Groups.group("large", Groups.alert("A", "up == 0 # " + "x".repeat(1_000_000)));
    assertThat(one.split(List.of(large)).getFirst().overflows()).isTrue();
    assertThat(one.split(List.of()).getFirst().overflows()).isFalse();
  }
}
