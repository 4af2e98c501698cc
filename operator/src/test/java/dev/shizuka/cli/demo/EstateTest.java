package dev.shizuka.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EstateTest {
  private final Estate estate = new Estate(7);

  @Property(tries = 200)
  void sameSeedAndTimeGiveSameMetrics(@ForAll @IntRange(max = 2000) int seconds) {
    assertThat(at(new Estate(7), seconds)).isEqualTo(at(estate, seconds));
  }

  @Test
  void anotherSeedGivesOtherMetrics() {
    assertThat(at(new Estate(8), 60)).isNotEqualTo(at(estate, 60));
  }

  @Property(tries = 300)
  void countersNeverGoDown(@ForAll @IntRange(max = 2000) int seconds, @ForAll @IntRange(max = 400) int later) {
    Map<String, Double> before = counters(seconds);
    Map<String, Double> after = counters(seconds + later);
    before.forEach((series, value) -> {
      if (after.containsKey(series)) {
        assertThat(after.get(series)).as(series).isGreaterThanOrEqualTo(value);
      }
    });
  }

  @Test
  void cpuSecondsAddUpToTheTime() {
    Map<String, Double> counters = counters(170);
    assertThat(counters.get("batch-1 node_cpu_seconds_total{cpu=\"0\",mode=\"idle\"}")
        + counters.get("batch-1 node_cpu_seconds_total{cpu=\"0\",mode=\"user\"}")).isCloseTo(170,
            org.assertj.core.data.Offset.offset(1e-6));
  }

  @Test
  void deadNodeTakesEverythingOnItAlong() {
    assertThat(at(estate, 39)).allSatisfy((target, metrics) -> assertThat(metrics).isPresent());
    assertThat(at(estate, 41)).allSatisfy(
        (target, metrics) -> assertThat(metrics.isPresent()).isEqualTo(!target.startsWith("web-3")));
    assertThat(at(estate, 81)).allSatisfy((target, metrics) -> assertThat(metrics).isPresent());
  }

  @Test
  void diskFillsAndFlaps() {
    assertThat(diskUsed(1)).isLessThan(0.7);
    assertThat(diskUsed(20)).isGreaterThan(0.9);
    assertThat(diskUsed(40)).isLessThan(0.9);
    assertThat(diskUsed(60)).isGreaterThan(0.9);
  }

  private double diskUsed(int seconds) {
    Map<String, Double> samples = samples(Target.host("db-1"), seconds);
    String disk = "{device=\"/dev/sda1\",fstype=\"ext4\",mountpoint=\"/\"}";
    return 1
        - samples.get("db-1 node_filesystem_avail_bytes" + disk)
            / samples.get("db-1 node_filesystem_size_bytes" + disk);
  }

  private static Map<String, Optional<String>> at(Estate estate, int seconds) {
    Map<String, Optional<String>> metrics = new TreeMap<>();
    estate.targets().forEach(
        target -> metrics.put(target.instance(), estate.metrics(target, Duration.ofSeconds(seconds))));
    return metrics;
  }

  private Map<String, Double> counters(int seconds) {
    Map<String, Double> counters = new TreeMap<>();
    estate.targets().forEach(target -> samples(target, seconds).forEach((series, value) -> {
      if (series.contains("_total{")) {
        counters.put(series, value);
      }
    }));
    return counters;
  }

  private Map<String, Double> samples(Target target, int seconds) {
    Map<String, Double> samples = new TreeMap<>();
    estate.metrics(target, Duration.ofSeconds(seconds)).stream().flatMap(String::lines)
        .filter(line -> !line.startsWith("#")).forEach(line -> samples.put(
            target.instance() + " " + line.substring(0, line.lastIndexOf(' ')),
            Double.valueOf(line.substring(line.lastIndexOf(' ')))));
    return samples;
  }
}
