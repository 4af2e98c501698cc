package dev.shizuka.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProtectionTest {
  private static final ClosedPriority P1 = closed("p1", Map.of("severity", "critical"));

  @Test
  void aSetBecomesOneForOpenNamesAndOneForUnlabelledAlertsOutsideEveryClosedAssign() {
    Protection protection = new Protection(List.of("p4", "p.3"), List.of(P1));
    assertThat(compiled(protection, "job=\"batch\"")).containsExactly(
        "{job=\"batch\",priority=\"\",severity!=\"critical\"}", "{job=\"batch\",priority=~\"p\\\\.3|p4\"}");
  }

  @Test
  void oneOpenNameIsAnEqualityAndNoneMakesNoSet() {
    assertThat(compiled(new Protection(List.of("p4"), List.of(P1)), "a=b")).contains("{a=\"b\",priority=\"p4\"}");
    assertThat(compiled(new Protection(List.of(), List.of(P1)), "a=b"))
        .containsExactly("{a=\"b\",priority=\"\",severity!=\"critical\"}");
  }

  @Test
  void anAssignOfTwoLabelsIsAChoice() {
    Protection protection = new Protection(List.of(), List.of(closed("p1", Map.of("x", "1", "y", "2"))));
    assertThat(compiled(protection, "a=b")).containsExactly("{a=\"b\",priority=\"\",x!=\"1\"}",
        "{a=\"b\",priority=\"\",y!=\"2\"}");
  }

  @Test
  void anAssignThatTheSetContradictsDropsOut() {
    assertThat(compiled(new Protection(List.of(), List.of(P1)), "severity=\"warning\""))
        .containsExactly("{priority=\"\",severity=\"warning\"}");
  }

  @Test
  void aSetThatContradictsItselfOrIsContainedInAnotherDropsOut() {
    Protection protection = new Protection(List.of("p4"), List.of(P1));
    assertThat(compiled(protection, "severity=\"critical\""))
        .containsExactly("{priority=\"p4\",severity=\"critical\"}");
    Protection wide = new Protection(List.of(), List.of(closed("p1", Map.of("x", "1")), closed("p2", Map.of("x", "1",
        "y", "2"))));
    assertThat(compiled(wide, "a=b")).containsExactly("{a=\"b\",priority=\"\",x!=\"1\"}");
  }

  @Test
  void matchersOnPriorityAreDecidedNameByName() {
    Protection protection = new Protection(List.of("p3", "p4"), List.of(P1));
    assertThat(compiled(protection, "priority!=\"p4\"")).containsExactly("{priority=\"\",severity!=\"critical\"}",
        "{priority=\"p3\"}");
    assertThat(compiled(protection, "priority=~\".+\"")).containsExactly("{priority=~\"p3|p4\"}");
    assertThat(compiled(protection, "priority=\"p1\"")).isEmpty();
    assertThat(compiled(protection, "priority=\"p9\"")).isEmpty();
  }

  @Test
  void whereAnAssignIsUnknownNoUnlabelledAlertIsCovered() {
    Protection protection = new Protection(List.of("p4"), List.of(new ClosedPriority("p1", "", Optional.empty())));
    assertThat(compiled(protection, "a=b")).containsExactly("{a=\"b\",priority=\"p4\"}");
  }

  @Test
  void anEmptyAssignProtectsEverythingUnlabelled() {
    assertThat(compiled(new Protection(List.of(), List.of(closed("p1", Map.of()))), "a=b")).isEmpty();
  }

  @Test
  void thirtyTwoSetsAreTakenAndMoreAreNot() {
    assertThat(new Protection(List.of(), choices(5)).compile(List.of(set("a=b"))))
        .hasValueSatisfying(sets -> assertThat(sets).hasSize(32));
    assertThat(new Protection(List.of(), choices(6)).compile(List.of(set("a=b")))).isEmpty();
    assertThat(new Protection(List.of(), choices(40)).compile(List.of(set("a=b")))).isEmpty();
  }

  private static List<ClosedPriority> choices(int count) {
    return IntStream.range(0, count).mapToObj(at -> closed("p" + at, Map.of("x" + at, "1", "y" + at, "1"))).toList();
  }

  private static List<String> compiled(Protection protection, String matcher) {
    return protection.compile(List.of(set(matcher))).orElseThrow().stream().map(MatcherSet::toString).toList();
  }

  private static MatcherSet set(String matcher) {
    try {
      return MatcherSet.of(List.of(MatcherSyntax.parse(matcher)));
    } catch (MatcherSyntaxException wrong) {
      throw new AssertionError(wrong);
    }
  }

  private static ClosedPriority closed(String name, Map<String, String> assign) {
    return new ClosedPriority(name, "is Forbidden", Optional.of(List.of(assign)));
  }
}
