package dev.shizuka.backend.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shizuka.api.MonitoringBackendSpec.Inhibition;
import dev.shizuka.api.MonitoringBackendSpec.InhibitionFile;
import dev.shizuka.backend.BackendException;
import dev.shizuka.backend.InhibitionSync;
import dev.shizuka.backend.alertmanager.InhibitionLoop.Desired;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.InhibitRule;
import dev.shizuka.policy.Matcher;
import dev.shizuka.policy.MatcherSet;
import dev.shizuka.policy.Operation;
import dev.shizuka.testbed.Launcher;
import dev.shizuka.testbed.RealAlertmanager;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {RealAlertmanager.NEWEST, RealAlertmanager.OLDEST})
class InhibitionLoopIT {
  private static final String BASE = "# theirs\n" + RealAlertmanager.PLAIN;
  private static final String REFUSED = BASE + "nonsense: \"s3cret\"\n";
  @Parameter
  String binary;
  @TempDir
  Path directory;
  private final BlockingQueue<InhibitionSync> results = new LinkedBlockingQueue<>();
  private final List<AutoCloseable> open = new ArrayList<>();
  private RealAlertmanager alertmanager;
  private Path base;
  private Path output;
  private volatile Desired desired = new Desired(Map.of(), false, false);
  private InhibitionLoop loop;

  @BeforeEach
  void start() throws Exception {
    base = Files.writeString(directory.resolve("base.yml"), BASE);
    output = directory.resolve("alertmanager.yml");
    alertmanager = RealAlertmanager.start(directory, binary, BASE);
    loop = loop(output, alertmanager.url());
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
    alertmanager.close();
  }

  private InhibitionLoop loop(Path out, URI... members) throws Exception {
    AlertmanagerCluster cluster = Silencer.cluster(members);
    ConfigurationPlace place = ConfigurationFiles
        .of(new Inhibition(null, new InhibitionFile(base.toString(), out.toString())));
    InhibitionLoop made = new InhibitionLoop(new InhibitionLoop.Settings(List.of("main"), cluster, place, "one",
        () -> desired, Clock.systemUTC(), Duration.ofHours(1), results::add));
    open.add(cluster);
    open.add(made);
    return made;
  }

  private InhibitionSync sync(Desired wanted) throws InterruptedException {
    desired = wanted;
    results.clear();
    if (!started) {
      loop.start();
    }
    started = true;
    loop.request();
    InhibitionSync sync = results.poll(20, TimeUnit.SECONDS);
    assertThat(sync).isNotNull();
    return sync;
  }

  private boolean started;

  private static Desired rules(String... names) {
    Map<ResourceId, List<InhibitRule>> rules = new TreeMap<>();
    Arrays.stream(names).forEach(name -> rules.put(Silencer.policy(name), List.of(new InhibitRule(
        MatcherSet.of(List.of(new Matcher(name.startsWith("bad") ? "" : "alertname", Operation.EQUAL, name))),
        MatcherSet.of(List.of(new Matcher("job", Operation.EQUAL, "batch"))), List.of("node")))));
    return new Desired(rules, false, false);
  }

  private String running() throws Exception {
    return Launcher.fetch(URI.create(alertmanager.url() + "/api/v2/status"));
  }

  @Test
  void rulesComeAndGoAndTheOutputIsTheBaseInTheEnd() throws Exception {
    Files.setPosixFilePermissions(output, PosixFilePermissions.fromString("rw-r-----"));
    InhibitionSync made = sync(rules("down", "gone"));
    assertThat(made.synced()).as(made.message()).isTrue();
    assertThat(made.inForce()).containsExactlyInAnyOrder(Silencer.policy("down"), Silencer.policy("gone"));
    assertThat(running()).contains("alertname=", "down", "gone");
    assertThat(output).content().contains("# theirs");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(output))).isEqualTo("rw-r-----");
    Object inode = Files.getAttribute(output, "unix:ino");
    assertThat(sync(rules("down", "gone")).synced()).isTrue();
    assertThat(Files.getAttribute(output, "unix:ino")).as("nothing is written again").isEqualTo(inode);

    assertThat(sync(rules("down")).synced()).isTrue();
    assertThat(running()).doesNotContain("gone");
    assertThat(sync(new Desired(rules("down", "new").rules(), true, false)).reason()).isEqualTo("Frozen");
    assertThat(running()).contains("down").doesNotContain("new");
    Files.writeString(base, BASE.replace("theirs", "edited"));
    assertThat(sync(rules("down")).synced()).isTrue();
    assertThat(output).content().contains("# edited");
    Files.writeString(base, BASE);
    assertThat(sync(new Desired(Map.of(), false, true)).synced()).isTrue();
    assertThat(output).hasContent(BASE);
    assertThat(running()).doesNotContain("down", "__shizuka__");
    try (var files = Files.list(directory)) {
      assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.startsWith("."));
    }
  }

  @Test
  void aRefusedBaseIsTheirsAndRulesFollowOnItsLastGoodVersion() throws Exception {
    sync(rules("down", "gone"));
    for (String bad : List.of(REFUSED, "route: [\n")) {
      Files.writeString(base, bad);
      InhibitionSync refused = sync(rules("down", "gone"));
      assertThat(refused.reason()).isEqualTo("ForeignConfiguration");
      assertThat(refused.message()).contains(base.toString(), "Correct it").doesNotContain("s3cret");
      assertThat(refused.inForce()).hasSize(2);
    }
    assertThat(sync(rules("down")).inForce()).containsExactly(Silencer.policy("down"));
    alertmanager.restart();
    assertThat(running()).contains("down").doesNotContain("gone");
    Files.delete(base);
    InhibitionSync missing = sync(new Desired(Map.of(), false, true));
    assertThat(missing.reason()).isEqualTo("BaseMissing");
    assertThat(running()).as("rules end without a base as well").doesNotContain("down");
    Files.writeString(base, BASE.replace("theirs", "mended"));
    assertThat(sync(rules("down")).synced()).isTrue();
    assertThat(output).content().contains("# mended");
  }

  @Test
  void refusedRulesOfOursAreLeftOutAlone() throws Exception {
    InhibitionSync sync = sync(rules("a", "b", "bad1", "c", "d", "bad2", "e"));
    assertThat(sync.reason()).isEqualTo("InhibitionRefused");
    assertThat(sync.failures()).containsOnlyKeys(Silencer.policy("bad1"), Silencer.policy("bad2"));
    assertThat(sync.failures().values()).allMatch(words -> words.contains("failed to reload config"));
    assertThat(sync.inForce()).hasSize(5);
    Object inode = Files.getAttribute(output, "unix:ino");
    assertThat(sync(rules("a", "b", "bad1", "c", "d", "bad2", "e")).inForce()).hasSize(5);
    assertThat(Files.getAttribute(output, "unix:ino")).as("not tried again").isEqualTo(inode);
    assertThat(sync(rules("a", "e")).synced()).isTrue();
  }

  @Test
  void whatSomebodyEditsIsPutBackAndCounted() throws Exception {
    assertThat(sync(rules("down")).driftCorrected()).isZero();
    String good = Files.readString(output);
    Files.writeString(output, BASE.replace("# theirs", "# edited"));
    InhibitionSync repaired = sync(rules("down"));
    assertThat(repaired.driftCorrected()).isEqualTo(1);
    assertThat(output).hasContent(good);
    assertThat(sync(rules("down")).driftCorrected()).isZero();
  }

  @Test
  void anAlertmanagerThatRunsWithAnotherFileIsToldSo() throws Exception {
    loop = loop(directory.resolve("elsewhere.yml"), alertmanager.url());
    InhibitionSync sync = sync(rules("down"));
    assertThat(sync.reason()).isEqualTo("NotArrived");
    assertThat(sync.message()).contains("--config.file=" + directory.resolve("elsewhere.yml"));
    assertThat(sync.inForce()).isEmpty();
  }

  @Test
  void anOutputOfSomebodyElseIsNotOverwritten() throws Exception {
    String foreign = BASE.replace("theirs", "another's");
    Files.writeString(output, foreign);
    assertThat(sync(rules("down")).reason()).isEqualTo("ForeignOutput");
    assertThat(output).hasContent(foreign);
  }

  @Test
  void theBaseIsNeverItsOwnOutput() {
    assertThatThrownBy(() -> loop(directory.resolve("sub/../base.yml"), alertmanager.url()))
        .isInstanceOf(BackendException.class).hasMessageContaining("base and output at once");
  }

  @Test
  void aMemberThatIsDownIsToldAndTheOthersAreServed() throws Exception {
    loop = loop(output, URI.create("http://127.0.0.1:9"), alertmanager.url());
    InhibitionSync sync = sync(rules("down"));
    assertThat(sync.reason()).isEqualTo("Unreachable");
    assertThat(sync.inForce()).containsExactly(Silencer.policy("down"));
    assertThat(running()).contains("down");
    alertmanager.kill();
    String before = Files.readString(output);
    assertThat(sync(rules("down", "new")).inForce()).isEmpty();
    assertThat(output).as("nobody would say whether it is good").hasContent(before);
    alertmanager.restart();
    assertThat(sync(rules("down", "new")).inForce()).hasSize(2);
  }

  @Test
  void aCrashWhileANewOneWasTriedIsRepaired() throws Exception {
    sync(rules("down"));
    loop.close();
    Files.copy(output, directory.resolve(".alertmanager.yml.before"));
    Files.writeString(output, REFUSED);
    Files.writeString(base, REFUSED);
    loop = loop(output, alertmanager.url());
    started = false;
    InhibitionSync sync = sync(rules("down"));
    assertThat(sync.reason()).isEqualTo("ForeignConfiguration");
    assertThat(sync.inForce()).containsExactly(Silencer.policy("down"));
    alertmanager.restart();
    assertThat(running()).contains("down");
  }
}
