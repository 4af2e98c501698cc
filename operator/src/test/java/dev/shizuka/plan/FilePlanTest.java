package dev.shizuka.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class FilePlanTest {
  @Property
  void afterThePlanFilesAreAsDesiredAndNothingIsLeftToDo(
      @ForAll @Size(max = 6) Map<@CharRange(from = 'a', to = 'e') @StringLength(1) String, @StringLength(max = 1) String> desired,
      @ForAll @Size(max = 6) Map<@CharRange(from = 'a', to = 'e') @StringLength(1) String, @StringLength(max = 1) String> observed) {
    FileChanges changes = FilePlan.plan(desired, observed);
    Map<String, String> after = new HashMap<>(observed);
    after.putAll(changes.writes());
    after.keySet().removeAll(changes.deletes());
    assertThat(after).isEqualTo(desired);
    assertThat(changes.writes()).allSatisfy((name, content) -> assertThat(content).isNotEqualTo(observed.get(name)));
    assertThat(FilePlan.plan(desired, after).isEmpty()).isTrue();
  }
}
