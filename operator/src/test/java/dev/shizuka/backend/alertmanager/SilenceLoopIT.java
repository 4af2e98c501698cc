package dev.shizuka.backend.alertmanager;

import static dev.shizuka.backend.alertmanager.Silencer.policy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shizuka.backend.SilenceSync;
import dev.shizuka.policy.Matcher;
import dev.shizuka.policy.Operation;
import dev.shizuka.testbed.AlertmanagerApi;
import dev.shizuka.testbed.RealAlertmanager;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {RealAlertmanager.NEWEST, RealAlertmanager.OLDEST})
class SilenceLoopIT {
  @Parameter
  String binary;
  @TempDir
  Path directory;
  private RealAlertmanager alertmanager;
  private AlertmanagerApi people;
  private Silencer ours;

  @BeforeEach
  void start() throws Exception {
    alertmanager = RealAlertmanager.start(directory, binary, RealAlertmanager.PLAIN);
    people = new AlertmanagerApi(alertmanager.url());
    ours = new Silencer("one", alertmanager.url());
  }

  @AfterEach
  void stop() {
    ours.close();
    alertmanager.close();
  }

  @Test
  void makesThenKeepsThenChangesThenEndsSilences() throws Exception {
    SilenceSync made = ours.sync(ours.silence("a", 1), ours.silence("b", 1));
    assertThat(made.synced()).as(made.message()).isTrue();
    assertThat(made.owned()).isEqualTo(2);
    String id = made.bindings().get(policy("a")).getFirst().id();
    List<JsonNode> before = people.silences();

    SilenceSync kept = ours.sync(ours.silence("a", 1), ours.silence("b", 1));
    assertThat(people.silences()).containsExactlyInAnyOrderElementsOf(before);
    assertThat(kept.driftCorrected()).isZero();
    assertThat(kept.replicas()).singleElement().satisfies(member -> assertThat(member.version()).isNotEmpty());

    SilenceSync changed = ours.sync(ours.silence("a", 2), ours.silence("b", 1));
    assertThat(changed.bindings().get(policy("a")).getFirst().id()).as("an update that echoes the start").isEqualTo(id);
    assertThat(changed.driftCorrected()).isZero();
    assertThat(people.silences()).hasSize(2);

    SilenceSync ended = ours.sync(ours.silence("b", 1));
    assertThat(ended.owned()).isEqualTo(1);
    assertThat(people.standing()).singleElement()
        .satisfies(silence -> assertThat(silence.path("id").asText()).isNotEqualTo(id));
  }

  @Test
  void repairsAndCountsWhatSomebodyEndedOrEdited() throws Exception {
    SilenceSync made = ours.sync(ours.silence("a", 1));
    people.expire(made.bindings().get(policy("a")).getFirst().id());
    SilenceSync repaired = ours.sync(ours.silence("a", 1));
    assertThat(repaired.driftCorrected()).isEqualTo(1);
    assertThat(people.standing()).hasSize(1);

    ObjectNode edited = people.standing().getFirst().deepCopy();
    edited.put("endsAt", Silencer.BASE.plusSeconds(40_000).toString());
    people.save(edited);
    assertThat(ours.sync(ours.silence("a", 1)).driftCorrected()).isEqualTo(1);
    assertThat(Instant.parse(people.standing().getFirst().path("endsAt").asText()))
        .isEqualTo(Silencer.BASE.plusSeconds(3600));

    ObjectNode widened = people.standing().getFirst().deepCopy();
    widened.withArray("matchers").forEach(matcher -> {
      if (matcher.path("name").asText().equals("alertname")) {
        ((ObjectNode) matcher).put("value", "a|b").put("isRegex", true);
      }
    });
    people.save(widened);
    assertThat(ours.sync(ours.silence("a", 1)).driftCorrected()).isEqualTo(1);
    assertThat(people.standing()).singleElement()
        .satisfies(silence -> assertThat(silence.path("matchers").toString()).doesNotContain("a|b"));
    assertThat(ours.sync(ours.silence("a", 1)).driftCorrected()).isZero();
  }

  @Test
  void findsItsOwnAfterARestartAndEndsWhatIsNoLongerDeclared() throws Exception {
    ours.sync(ours.silence("stays", 1), ours.silence("goes", 1));
    ours.close();
    try (Silencer restarted = new Silencer("one", alertmanager.url())) {
      SilenceSync sync = restarted.sync(restarted.silence("stays", 1));
      assertThat(sync.bindings()).containsOnlyKeys(policy("stays"));
      assertThat(sync.driftCorrected()).isZero();
    }
    assertThat(people.silences()).as("nothing is doubled").hasSize(2);
    assertThat(people.standing()).hasSize(1);
  }

  @Test
  void aRefusalIsToldInAlertmanagersWordsAndHoldsNothingBack() throws Exception {
    ours.sync(ours.silence("goes", 1));
    Matcher nameless = new Matcher("", Operation.EQUAL, "x");
    SilenceSync sync = ours.sync(ours.silence("bad", nameless, 1), ours.silence("good", 1));
    assertThat(sync.synced()).isFalse();
    assertThat(sync.reason()).isEqualTo("Refused");
    assertThat(sync.failures()).containsOnlyKeys(policy("bad"));
    assertThat(sync.failures().get(policy("bad"))).contains("invalid label name").doesNotContain("\\\"");
    assertThat(sync.bindings()).containsOnlyKeys(policy("good"));
    assertThat(people.standing()).hasSize(1);
  }

  @Test
  void leavesForeignSilencesAndOtherInstallationsAlone() throws Exception {
    String foreign = people.silence("alertname", "a");
    try (Silencer other = new Silencer("two", alertmanager.url())) {
      other.sync(other.silence("a", 1));
      ours.sync(ours.silence("a", 1));
      assertThat(people.standing()).hasSize(3);
      assertThat(ours.sync().owned()).isZero();
      assertThat(other.sync(other.silence("a", 1)).owned()).isEqualTo(1);
      assertThat(other.sync(other.silence("a", 1)).driftCorrected()).isZero();
    }
    assertThat(people.standing(foreign)).isPresent();
    assertThat(people.standing()).hasSize(2);
  }

  @Test
  void frozenMakesNothingButEndsWhatMustEnd() throws Exception {
    ours.sync(ours.silence("goes", 1), ours.silence("stays", 1));
    SilenceSync frozen = ours.sync(
        new SilenceLoop.Desired(List.of(ours.silence("stays", 5), ours.silence("new", 1)), true));
    assertThat(frozen.synced()).isFalse();
    assertThat(frozen.reason()).isEqualTo("Frozen");
    assertThat(people.standing()).hasSize(1);
    assertThat(ours.sync(ours.silence("stays", 5), ours.silence("new", 1)).driftCorrected()).isZero();
  }

  @Test
  void saysThatAlertmanagerIsAwayAndRecoversAlone() throws Exception {
    alertmanager.kill();
    SilenceSync away = ours.sync(ours.silence("a", 1));
    assertThat(away.synced()).isFalse();
    assertThat(away.reason()).isEqualTo("Unreachable");
    alertmanager.restart();
    assertThat(ours.sync(ours.silence("a", 1)).synced()).isTrue();
    assertThat(people.standing()).hasSize(1);
  }
}
