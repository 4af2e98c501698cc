package dev.shizuka.backend.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shizuka.backend.Access;
import dev.shizuka.backend.Http;
import dev.shizuka.backend.SilenceSync;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.compile.Mark;
import dev.shizuka.compile.Silence;
import dev.shizuka.policy.Matcher;
import dev.shizuka.policy.MatcherSet;
import dev.shizuka.policy.Operation;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A loop of one installation under test: syncs when told, and hands over what each sync came to. */
final class Silencer implements AutoCloseable {
  static final Instant BASE = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final BlockingQueue<SilenceSync> results = new LinkedBlockingQueue<>();
  private final AlertmanagerCluster cluster;
  private final SilenceLoop loop;
  private final String installation;
  private volatile SilenceLoop.Desired desired = new SilenceLoop.Desired(List.of(), false);
  private boolean started;

  Silencer(String installation, URI... members) {
    this.installation = installation;
    this.cluster = cluster(members);
    this.loop = new SilenceLoop(new SilenceLoop.Settings("main", List.of("main"), cluster, installation, () -> desired,
        new SimplePlan(installation), Clock.systemUTC(), Duration.ofHours(1), results::add));
  }

  static AlertmanagerCluster cluster(URI... members) {
    return new AlertmanagerCluster(Arrays.stream(members)
        .map(url -> new Http("Alertmanager main at " + url, url, Access.OPEN, Duration.ofSeconds(10))).toList());
  }

  SilenceSync sync(Silence... silences) throws InterruptedException {
    return sync(new SilenceLoop.Desired(List.of(silences), false));
  }

  SilenceSync sync(SilenceLoop.Desired wanted) throws InterruptedException {
    desired = wanted;
    results.clear();
    if (started) {
      loop.request();
    } else {
      loop.start();
      started = true;
    }
    SilenceSync result = results.poll(30, TimeUnit.SECONDS);
    assertThat(result).isNotNull();
    return result;
  }

  static ResourceId policy(String name) {
    return new ResourceId(Kind.SUPPRESSION_POLICY, "shop", name);
  }

  /** On alerts named like the policy, for some hours. */
  Silence silence(String name, int hours) {
    return silence(name, new Matcher("alertname", Operation.EQUAL, name), hours);
  }

  Silence silence(String name, Matcher matcher, int hours) {
    Mark mark = new Mark(installation, "main", policy(name), "", "0");
    return new Silence(mark, MatcherSet.of(List.of(matcher, mark.matcher())), BASE.minusSeconds(60),
        BASE.plus(Duration.ofHours(hours)), "shizuka/" + installation, "test");
  }

  @Override
  public void close() {
    loop.close();
    cluster.close();
  }
}
