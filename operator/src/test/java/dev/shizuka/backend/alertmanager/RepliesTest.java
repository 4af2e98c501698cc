package dev.shizuka.backend.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shizuka.backend.BackendException;
import dev.shizuka.policy.Matcher;
import dev.shizuka.policy.Operation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepliesTest {
  private static final String SILENCE = """
      {"id":"%s","status":{"state":"active"},"updatedAt":"2026-11-21T12:34:26.150Z","comment":"y","createdBy":"x",
       "startsAt":"2026-11-21T12:34:26.150Z","endsAt":"2026-11-29T01:00:00+01:00","unheard":{"of":[1]},
       "matchers":[{"name":"%s","value":"%s","isRegex":true},{"name":"__shizuka__","isRegex":false,"isEqual":false,"value":"%s"}]}""";
  private static final String MARK = "one/main/SuppressionPolicy/shop/a//0";

  private static List<SilenceJson.Entry> silences(String json) throws BackendException {
    return Replies.list("Alertmanager", json.getBytes(StandardCharsets.UTF_8), SilenceJson::read);
  }

  @Test
  void oneSilenceThatCannotBeUnderstoodNeverCostsTheOthers() throws Exception {
    String foreign = SILENCE.formatted("1", "odd name ☃", "(?<x", "not/a/mark");
    String good = SILENCE.formatted("2", "job", "batch-.*", MARK);
    List<SilenceJson.Entry> read = silences("[" + foreign + "," + good + "]");
    assertThat(read).extracting(SilenceJson.Entry::id).containsExactly("1", "2");
    assertThat(read.get(0).silence()).isEmpty();
    assertThat(read.get(0).mark()).isEmpty();
    assertThat(read.get(1).silence().orElseThrow().matchers().matchers())
        .contains(new Matcher("job", Operation.REGEX, "batch-.*"));
    assertThat(read.get(1).silence().orElseThrow().endsAt()).isEqualTo("2026-11-29T00:00:00Z");
  }

  @Test
  void oneOfOursThatWasEditedBeyondReadingCanStillBeEnded() throws Exception {
    SilenceJson.Entry edited = silences("[" + SILENCE.formatted("1", "job", "(?<x", MARK) + "]").getFirst();
    assertThat(edited.silence().orElseThrow().mark()).isPresent();
    assertThat(edited.silence().orElseThrow().matchers().matchers()).extracting(Matcher::name)
        .containsExactly("__shizuka__");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "{}", "null", "[", "[{]", "[1]", "[{}]", "[{\"id\":\"1\"}]",
      "[{\"id\":\"1\",\"updatedAt\":\"today\"}]"})
  void whatIsGarbledIsABadReply(String json) {
    assertThatThrownBy(() -> silences(json))
        .isInstanceOfSatisfying(BackendException.class,
            failure -> assertThat(failure.reason()).isEqualTo("BadReply"));
  }

  @Test
  void versionsTellWhetherTimeMutesAreShown() {
    assertThat(status("0.25.0").showsTimeMutes()).isFalse();
    assertThat(status("0.28.0-rc.1").showsTimeMutes()).isTrue();
    assertThat(status("v1.0.0").showsTimeMutes()).isTrue();
    assertThat(status("").showsTimeMutes()).isTrue();
  }

  private static ServerStatus status(String version) {
    return new ServerStatus(version, java.time.Instant.EPOCH, "");
  }
}
