package dev.shizuka.cli.demo;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A small company whose day lasts three minutes. What its metrics say depends on the seed and the time since its start, on nothing else:
 *
 * <ol>
 * <li>the nightly batch drives the CPU of {@code batch-1} and {@code batch-2} up: nobody acts on it
 * <li>the checkout of the shop fails for real
 * <li>the cart's cache on {@code web-1} is cold
 * <li>the disk of {@code db-1} fills up, then flaps around nine tenths
 * <li>{@code web-3} dies with all that is on it, and comes back
 * <li>{@code web-2} is busy for a while, and that is nobody's batch
 * <li>the cart's queue on {@code web-1} grows for a moment now and again, and once a day for good
 * <li>the payment provider goes away and comes back, as seen from {@code web-1}
 * </ol>
 */
final class Estate {
  static final int DAY = 180;
  private static final Map<String, Phase> BATCH = Map.of("batch-1", day(15, 50), "batch-2", day(17, 48));
  private static final Phase CHECKOUT_FAILS = day(20, 100);
  private static final Phase CART_COLD = day(16, 46);
  private static final Phase DISK_FILLS = new Phase(36, 18, 34);
  private static final Phase NODE_DEAD = day(40, 80);
  private static final Phase WEB_BUSY = day(60, 90);
  private static final Phase QUEUE_BURSTS = new Phase(60, 8, 20);
  private static final Phase QUEUE_STUCK = day(130, 175);
  private static final Phase PROVIDER_AWAY = new Phase(30, 5, 13);
  private static final double REQUESTS_PER_SECOND = 40;
  private static final double GIB = 1L << 30;

  private final long seed;
  private final List<Target> targets = Stream
      .concat(Stream.of("web-1", "web-2", "web-3", "db-1", "batch-1", "batch-2").map(Target::host),
          Stream.of(new Target("checkout", "web-1", "shop"), new Target("checkout", "web-2", "shop"),
              new Target("checkout", "web-3", "shop"), new Target("cart", "web-1", "shop"),
              new Target("cart", "web-3", "shop")))
      .toList();

  Estate(long seed) {
    this.seed = seed;
  }

  List<Target> targets() {
    return targets;
  }

  /** Its metrics in Prometheus' text format at that time since the start; empty while its node is dead. */
  Optional<String> metrics(Target target, Duration elapsed) {
    double seconds = elapsed.toMillis() / 1000.0;
    if (target.node().equals("web-3") && NODE_DEAD.holds(seconds)) {
      return Optional.empty();
    }
    return Optional.of(switch (target.job()) {
      case "checkout" -> checkout(target, seconds);
      case "cart" -> cart(target, seconds);
      default -> host(target, seconds);
    });
  }

  private String host(Target target, double seconds) {
    double calm = 0.05 + 0.1 * chance(target, "calm");
    double added = added(target).map(phase -> phase.total(seconds)).orElse(0.0) * (0.97 - calm);
    double busy = seconds * calm + added;
    boolean batch = Optional.ofNullable(BATCH.get(target.node())).map(phase -> phase.holds(seconds)).orElse(false);
    return metric("node_cpu_seconds_total", "counter",
        sample(Map.of("cpu", "0", "mode", "idle"), seconds - busy) + sample(Map.of("cpu", "0", "mode", "user"), busy))
        + metric("node_filesystem_size_bytes", "gauge", sample(disk(), 100 * GIB))
        + metric("node_filesystem_avail_bytes", "gauge", sample(disk(), 100 * GIB * (1 - used(target, seconds))))
        + (BATCH.containsKey(target.node())
            ? metric("nightly_batch_running", "gauge", sample(Map.of(), batch ? 1 : 0))
            : "");
  }

  private static Optional<Phase> added(Target target) {
    return target.node().equals("web-2") ? Optional.of(WEB_BUSY) : Optional.ofNullable(BATCH.get(target.node()));
  }

  private double used(Target target, double seconds) {
    double jitter = 0.01 * chance(target, "disk" + (long) seconds);
    if (!target.node().equals("db-1")) {
      return 0.3 + 0.3 * chance(target, "disk") + jitter;
    }
    double filled = Math.min(0.87, 0.6 + 0.015 * seconds);
    return (DISK_FILLS.holds(seconds) ? 0.92 : filled) + jitter;
  }

  private String checkout(Target target, double seconds) {
    double rate = REQUESTS_PER_SECOND * (0.8 + 0.4 * chance(target, "rate"));
    double failed = 0.3 * rate * CHECKOUT_FAILS.total(seconds);
    return metric("http_requests_total", "counter", sample(Map.of("code", "200"), Math.floor(rate * seconds - failed))
        + sample(Map.of("code", "500"), Math.floor(failed)))
        + (target.node().equals("web-1")
            ? metric("payment_provider_up", "gauge", sample(Map.of(), PROVIDER_AWAY.holds(seconds) ? 0 : 1))
            : "");
  }

  private String cart(Target target, double seconds) {
    boolean cold = target.node().equals("web-1") && CART_COLD.holds(seconds);
    double ratio = (cold ? 0.2 : 0.9) + 0.05 * chance(target, "cache" + (long) seconds);
    boolean queues = target.node().equals("web-1") && (QUEUE_BURSTS.holds(seconds) || QUEUE_STUCK.holds(seconds));
    double length = Math.floor((queues ? 900 : 20) + 50 * chance(target, "queue" + (long) seconds));
    return metric("cart_cache_hit_ratio", "gauge", sample(Map.of(), ratio))
        + metric("cart_queue_length", "gauge", sample(Map.of(), length));
  }

  /** A number in [0, 1) that is always the same for the same seed, target and word. */
  private double chance(Target target, String word) {
    return new SplittableRandom(seed ^ (target.instance() + "/" + word).hashCode()).nextDouble();
  }

  private static Phase day(int from, int until) {
    return new Phase(DAY, from, until);
  }

  private static Map<String, String> disk() {
    return Map.of("device", "/dev/sda1", "fstype", "ext4", "mountpoint", "/");
  }

  /** @param samples lines as {@link #sample} makes them, without the name */
  private static String metric(String name, String type, String samples) {
    return "# TYPE " + name + " " + type + "\n"
        + samples.lines().map(line -> name + line + "\n").collect(Collectors.joining());
  }

  private static String sample(Map<String, String> labels, double value) {
    String inside = labels.entrySet().stream().sorted(Map.Entry.comparingByKey())
        .map(label -> label.getKey() + "=\"" + label.getValue() + "\"").collect(Collectors.joining(","));
    return "{" + inside + "} " + value + "\n";
  }
}
