package dev.shizuka.backend.alertmanager;

import static dev.shizuka.backend.alertmanager.Silencer.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.shizuka.backend.SilenceSync;
import dev.shizuka.compile.Silence;
import dev.shizuka.plan.ObservedSilence;
import dev.shizuka.plan.SilenceChange;
import dev.shizuka.policy.Matcher;
import dev.shizuka.policy.Operation;
import dev.shizuka.testbed.AlertmanagerApi;
import dev.shizuka.testbed.RealAlertmanager;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {RealAlertmanager.NEWEST, RealAlertmanager.OLDEST})
class AlertmanagerClusterIT {
  @Parameter
  String binary;
  @TempDir
  Path directory;

  private RealAlertmanager start(String name, RealAlertmanager peer) throws Exception {
    return RealAlertmanager.join(directory.resolve(name), binary, RealAlertmanager.PLAIN, peer);
  }

  @Test
  void aSilenceStandsOnceWhicheverMemberIsDown() throws Exception {
    try (RealAlertmanager a = start("a", null);
        RealAlertmanager b = start("b", a);
        Silencer ours = new Silencer("one", a.url(), b.url())) {
      AlertmanagerApi atA = new AlertmanagerApi(a.url());
      AlertmanagerApi atB = new AlertmanagerApi(b.url());
      b.kill();
      assertThat(ours.sync(ours.silence("first", 1)).synced()).isTrue();
      b.restart();
      await().atMost(Duration.ofSeconds(30)).until(() -> atB.standing().size() == 1);

      a.kill();
      SilenceSync failedOver = ours.sync(ours.silence("first", 1), ours.silence("second", 1));
      assertThat(failedOver.synced()).as(failedOver.message()).isTrue();
      assertThat(failedOver.replicas()).extracting(member -> member.reachable()).containsExactly(false, true);
      assertThat(failedOver.bindings()).containsOnlyKeys(policy("first"), policy("second"));
      a.restart();
      await().atMost(Duration.ofSeconds(30)).until(() -> atA.standing().size() == 2);

      SilenceSync again = ours.sync(ours.silence("first", 1), ours.silence("second", 1));
      assertThat(again.driftCorrected()).isZero();
      assertThat(again.owned()).isEqualTo(2);
      assertThat(atA.silences()).hasSize(2);
      assertThat(atB.silences()).hasSize(2);
    }
  }

  /** Two strangers stand for the moment in which a silence has not been gossiped yet. */
  @Test
  void aSilenceThatOneMemberDoesNotKnowYetIsChangedAndEndedAtTheOther() throws Exception {
    try (RealAlertmanager a = start("a", null);
        RealAlertmanager b = start("b", null);
        AlertmanagerCluster onlyB = Silencer.cluster(b.url());
        AlertmanagerCluster both = Silencer.cluster(a.url(), b.url());
        Silencer ours = new Silencer("one", b.url())) {
      String id = onlyB.create(ours.silence("x", 1));
      ObservedSilence observed = both.silences().silences().getFirst();
      assertThat(both.update(observed, ours.silence("x", 2))).isEqualTo(id);
      assertThat(new AlertmanagerApi(a.url()).silences()).isEmpty();

      try (AlertmanagerCluster fresh = Silencer.cluster(a.url(), b.url())) {
        fresh.expire(id);
        fresh.expire(id);
      }
      assertThat(new AlertmanagerApi(b.url()).standing()).isEmpty();
      both.expire("00000000-0000-4000-8000-000000000000");
    }
  }

  @Test
  void anUpdateOfASilenceThatNobodyKnowsAnyMoreMakesItAnew() throws Exception {
    try (RealAlertmanager a = start("a", null);
        RealAlertmanager b = start("b", null);
        AlertmanagerCluster onlyA = Silencer.cluster(a.url());
        AlertmanagerCluster onlyB = Silencer.cluster(b.url());
        Silencer ours = new Silencer("one", a.url())) {
      onlyA.create(ours.silence("x", 1));
      ObservedSilence observed = onlyA.silences().silences().getFirst();
      String id = onlyB.update(observed, ours.silence("x", 2));
      assertThat(new AlertmanagerApi(b.url()).standing(id)).isPresent();
    }
  }

  @Test
  void whatAWiderSilenceSupersedesEndsOnlyOnceThatStandsAndExpiriesEndFirst() throws Exception {
    try (RealAlertmanager a = start("a", null);
        AlertmanagerCluster cluster = Silencer.cluster(a.url());
        Silencer ours = new Silencer("one", a.url())) {
      cluster.create(ours.silence("policy", new Matcher("alertname", Operation.EQUAL, "narrow"), 1));
      cluster.create(ours.silence("other", 1));
      List<ObservedSilence> observed = cluster.silences().silences();
      ObservedSilence narrow = observed.stream()
          .filter(one -> one.mark().orElseThrow().policy().equals(policy("policy")))
          .findFirst().orElseThrow();
      ObservedSilence other = observed.stream().filter(one -> one != narrow).findFirst().orElseThrow();
      Silence refused = ours.silence("policy", new Matcher("", Operation.EQUAL, "x"), 1);
      SilenceWrites failing = new SilenceWrites(cluster);
      failing.apply(List.of(new SilenceChange.Supersede(narrow), new SilenceChange.Create(refused),
          new SilenceChange.Expire(other)));
      assertThat(failing.ended()).containsExactly(other.id());
      assertThat(failing.failures()).hasSize(1);
      assertThat(failing.worthRetrying()).isFalse();

      Silence wide = ours.silence("policy", new Matcher("alertname", Operation.REGEX, "narrow|wide"), 1);
      SilenceWrites succeeding = new SilenceWrites(cluster);
      succeeding.apply(List.of(new SilenceChange.Supersede(narrow), new SilenceChange.Create(wide)));
      assertThat(succeeding.ended()).containsExactly(narrow.id());
      assertThat(cluster.silences().silences()).extracting(ObservedSilence::matchers).containsExactly(wide.matchers());
    }
  }
}
