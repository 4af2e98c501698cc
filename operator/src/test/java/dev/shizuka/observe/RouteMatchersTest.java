package dev.shizuka.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shizuka.policy.Matcher;
import dev.shizuka.policy.Operation;
import org.junit.jupiter.api.Test;

class RouteMatchersTest {
  @Test
  void readsWhatAlertmanagerWritesAndWhatPeopleWrite() {
    assertThat(RouteMatchers.parse("kind=\"a,b\\\"\\n\\\\\""))
        .containsExactly(new Matcher("kind", Operation.EQUAL, "a,b\"\n\\"));
    assertThat(RouteMatchers.parse(" { a != b , c=~\"x|y\",d!~ z } ")).containsExactly(
        new Matcher("a", Operation.NOT_EQUAL, "b"), new Matcher("c", Operation.REGEX, "x|y"),
        new Matcher("d", Operation.NOT_REGEX, "z"));
    assertThat(RouteMatchers.parse("\"service name\"=\"\"")).containsExactly(
        new Matcher("service name", Operation.EQUAL, ""));
    assertThat(RouteMatchers.parse("re=~\"a\\.b\"")).containsExactly(new Matcher("re", Operation.REGEX, "a\\.b"));
    assertThat(RouteMatchers.parse("{}")).isEmpty();
  }

  @Test
  void saysWhatItCannotRead() {
    assertThatThrownBy(() -> RouteMatchers.parse("kind")).hasMessageContaining("operator is missing");
    assertThatThrownBy(() -> RouteMatchers.parse("kind=\"a")).hasMessageContaining("quote is missing");
    assertThatThrownBy(() -> RouteMatchers.parse("kind=\"a\" b=\"c\"")).hasMessageContaining("comma is missing");
  }
}
