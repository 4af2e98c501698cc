package dev.shizuka.backend.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.compile.RuleGroup;
import dev.shizuka.testbed.MapMemory;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfirmedRulesTest {
  private final MapMemory memory = new MapMemory();

  @Test
  void whatIsConfirmedSurvivesARestartUntilItHasGone() {
    RuleGroup first = Groups.group("first", Groups.alertFor("A", "up == 0", "5m"), Groups.recording("r", "up"));
    RuleGroup second = Groups.group("second", Groups.alert("B", "静か"));
    new ConfirmedRules(memory, "main").update(Map.of(first.owner(), first, second.owner(), second), Set.of());
    ConfirmedRules restarted = new ConfirmedRules(memory, "main");
    assertThat(restarted.groups()).isEqualTo(Map.of(first.owner(), first, second.owner(), second));
    restarted.update(Map.of(), Set.of(first.owner()));
    assertThat(new ConfirmedRules(memory, "main").groups()).containsOnlyKeys(second.owner());
    assertThat(new ConfirmedRules(memory, "other").groups()).isEmpty();
  }

  @Test
  void textsThatMakeNoSenseAreNotUsed() {
    for (String text : new String[]{"", "null", "{}", "[]", "{\"owner\":{}}", "{\"owner\":{},\"rules\":[]}"}) {
      memory.remember("rules/main", "shop/first", text);
      assertThat(new ConfirmedRules(memory, "main").groups()).as(text).isEmpty();
    }
  }
}
