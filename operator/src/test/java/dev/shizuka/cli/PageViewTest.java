package dev.shizuka.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.cli.PageView.Alert;
import dev.shizuka.cli.PageView.AlertTotal;
import dev.shizuka.cli.PageView.Headline;
import dev.shizuka.cli.PageView.State;
import dev.shizuka.ledger.Ledger;
import dev.shizuka.ledger.Sighting;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PageViewTest {
  private final PageView view = PageView.of(Views.results(), Views.ledger(), Views.NOW);

  @Test
  void everyEpisodeIsInOneHeadlineNumber() {
    assertThat(view.headline()).isEqualTo(new Headline(3, 41, 2, 1, 2));
  }

  @Test
  void whatFiresSaysWhyItIsQuietOrProtected() {
    assertThat(view.firing()).extracting(Alert::state).containsExactly(State.REACHED, State.QUIET, State.UNKNOWN);
    assertThat(view.firing()).extracting(Alert::why)
        .containsExactly("protected: p2 is never silenced", "silence: shop/nightly", "");
    assertThat(view.firing().getFirst().subject()).isEqualTo("pod=a&b");
  }

  @Test
  void totalsComeWithTheMostFrequentFirst() {
    assertThat(view.totals()).extracting(AlertTotal::alertname).containsExactly("HighCpu", "Errors", "Disk");
    assertThat(view.totals().getFirst()).isEqualTo(new AlertTotal("HighCpu", "shop", "", 0, 41, 2, 0));
  }

  @Test
  void policiesSayWhatTheyDo() {
    assertThat(view.policies()).extracting(PageView.Policy::name).containsExactly("endless", "shop/nightly");
    assertThat(view.policies().get(0).state()).isEqualTo("Refused");
    assertThat(view.policies().get(0).message()).startsWith("NoExpiry: every policy ends");
    assertThat(view.policies().get(0).use().month().wouldSuppress()).isEqualTo(7);
    assertThat(view.policies().get(0).form()).isEmpty();
    assertThat(view.policies().get(1).state()).isEqualTo("Active");
    assertThat(view.policies().get(1).use().suppressedNow()).isEqualTo(2);
    assertThat(view.policies().get(1).use().month().suppressed()).isEqualTo(41);
  }

  @Test
  void thePageShowsWhatEachPolicyDid() {
    String page = Page.render(view);
    assertThat(page).contains("<th class=\"number\">Suppressed 7 / 30 d</th>", "<td class=\"number\">8 / 41</td>",
        "<td>5m ago</td>", "<td class=\"number\">0 / 7</td>", "<td>never</td>");
  }

  @Test
  void aForeignSilenceIsShownWithItsAuthor() {
    Ledger.Episode episode = new Ledger.Episode("main", "a", Map.of("alertname", "A"), "", Views.NOW, Views.NOW,
        Optional.empty(), Sighting.State.SUPPRESSED, "external", "", "alice <a@example.com>", Optional.empty());
    assertThat(PageViewBuilder.whose(episode)).isEqualTo("external: by alice <a@example.com>");
  }

  @Test
  void groupsAndBackendsSayWhatIsLoaded() {
    PageView.Group group = view.groups().getFirst();
    assertThat(group.rules()).isEqualTo(3);
    assertThat(group.loaded()).isEqualTo(1);
    assertThat(group.refused()).extracting(PageView.RefusedRule::name).containsExactly("Bad", "Typo");
    assertThat(view.backends()).extracting(PageView.Backend::side).containsExactly("Prometheus", "Alertmanager");
    assertThat(view.backends().getFirst().amount()).isEqualTo("1 of 1 rules loaded, 2 rejected");
    assertThat(view.backends().get(1).servers().getFirst().message()).isEqualTo("connection refused");
    assertThat(view.findings()).hasSize(5);
  }
}
