package dev.shizuka.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.jse.JsePlatform;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What Argo CD makes of our objects with the health check of the examples. */
class GitOpsExamplesTest {
  private static final Path EXAMPLES = Path.of("..", "examples-gitops");

  @Test
  void whatIsReadyIsHealthy() throws IOException {
    assertThat(health("kind: AlertRuleGroup, metadata: {generation: 2}, status: {observedGeneration: 2, conditions: "
        + "[{type: Accepted, status: 'True'}, {type: Ready, status: 'True', message: all rules run}]}"))
        .isEqualTo("Healthy: all rules run");
  }

  @Test
  void whatIsNotReadySaysWhy() throws IOException {
    assertThat(health("kind: AlertRuleGroup, metadata: {generation: 2}, status: {observedGeneration: 2, conditions: "
        + "[{type: Ready, status: 'False', reason: RuleRefused, message: rule 3}]}"))
        .isEqualTo("Degraded: RuleRefused: rule 3");
  }

  @Test
  void whatWasNotLookedAtSinceItChangedIsUnderway() throws IOException {
    assertThat(List.of(health("kind: SuppressionPolicy, metadata: {generation: 1}"),
        health("kind: SuppressionPolicy, metadata: {generation: 3}, status: {observedGeneration: 2, conditions: "
            + "[{type: Ready, status: 'True'}]}"),
        health("kind: SuppressionPolicy, metadata: {generation: 3}, status: {observedGeneration: 3, conditions: []}"),
        health("kind: SuppressionPolicy, metadata: {generation: 3}, status: {observedGeneration: 3, conditions: "
            + "[{type: Ready, status: Unknown}]}")))
        .allMatch(text -> text.startsWith("Progressing"));
  }

  @Test
  void anApprovalHasNoStatusAndHoldsNothingUp() throws IOException {
    assertThat(health("kind: SuppressionApproval, metadata: {generation: 1}")).isEqualTo("Healthy: ");
  }

  @Test
  void eachFileIsWellFormed() throws IOException {
    try (var files = Files.list(EXAMPLES)) {
      assertThat(files).isNotEmpty().allSatisfy(
          file -> assertThat(new Load(LoadSettings.builder().build()).loadAllFromString(Files.readString(file)))
              .allSatisfy(object -> assertThat(((Map<?, ?>) object).keySet().toString()).contains("apiVersion", "kind",
                  "metadata")));
    }
  }

  private static String health(String object) throws IOException {
    Map<?, ?> config = (Map<?, ?>) yaml(Files.readString(EXAMPLES.resolve("argocd-cm.yaml")));
    String customizations = (String) ((Map<?, ?>) config.get("data")).get("resource.customizations");
    String script = (String) ((Map<?, ?>) ((Map<?, ?>) yaml(customizations)).get("shizuka.dev/*")).get("health.lua");
    Globals lua = JsePlatform.standardGlobals();
    lua.set("obj", table(yaml("{" + object + "}")));
    LuaValue told = lua.load(new StringReader(script), "health.lua").call();
    return told.get("status") + ": " + told.get("message");
  }

  private static Object yaml(String text) {
    return new Load(LoadSettings.builder().build()).loadFromString(text);
  }

  private static LuaValue table(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        LuaTable table = new LuaTable();
        map.forEach((key, item) -> table.set(String.valueOf(key), table(item)));
        yield table;
      }
      case List<?> list -> LuaValue.listOf(list.stream().map(GitOpsExamplesTest::table).toArray(LuaValue[]::new));
      case Integer number -> LuaValue.valueOf(number);
      default -> LuaValue.valueOf(String.valueOf(value));
    };
  }
}
