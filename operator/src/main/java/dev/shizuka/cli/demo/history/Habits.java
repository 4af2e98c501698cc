package dev.shizuka.cli.demo.history;

import dev.shizuka.cli.demo.history.Habit.Follower;
import dev.shizuka.cli.demo.history.Habit.Observed;
import dev.shizuka.cli.demo.history.Habit.Quiet;
import dev.shizuka.cli.demo.history.Habit.Work;
import dev.shizuka.cli.demo.history.Rhythm.Hours;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** All alerts of the year, and what it is about each that a report must find out. */
final class Habits {
  static final String NIGHTLY_BATCH = "infra/nightly-batch";
  static final String DEAD_NODE = "infra/services-of-a-dead-node";
  static final String REINDEX = "search/weekly-reindex";
  static final String FLAKY_PORTS = "flaky-switch-ports";
  static final String SLOW_BACKUPS = "slow-backups";

  private final LocalDate first;
  /** In January two rules were mended that cost most. */
  private final LocalDate january;
  private final LocalDate march;
  private final List<Habit> habits = new ArrayList<>();

  private Habits(LocalDate first) {
    this.first = first;
    this.january = first.plusMonths(9);
    this.march = first.plusMonths(11);
  }

  /** @param first day of the year, the first of April */
  static List<Habit> from(LocalDate first) {
    Habits all = new Habits(first);
    all.batch();
    all.hosts();
    all.deadNodes();
    HistoryEstate.namespaces().forEach(all::services);
    all.payments();
    all.searchAndData();
    all.shopAndPlatform();
    return List.copyOf(all.habits);
  }

  /** From July on a schedule keeps the nightly batch quiet; what comes by day calls as before. */
  private void batch() {
    Habit cpu = Habit.ofHosts("HostHighCpu", Priority.P4, HistoryEstate.hosts("batch"))
        .takes(Work.handled(9, Work.NO_ACTION_NEEDED).sometimes(0.35));
    habits.add(cpu.comes(Rhythm.daily(46, Hours.BATCH))
        .quietBy(new Quiet(NIGHTLY_BATCH, "schedule", first.plusMonths(3), 0)));
    habits.add(cpu.comes(Rhythm.daily(5, Hours.NOT_BATCH)));
  }

  private void hosts() {
    List<String> hosts = HistoryEstate.hosts();
    habits.add(Habit.ofHosts("DiskAlmostFull", Priority.P3, hosts)
        .comes(Rhythm.daily(7, Hours.ANY).changing(january, 0.2)).takes(Work.handled(22, "", "Capacity")));
    habits.add(Habit.ofHosts("HostClockSkew", Priority.P4, hosts).comes(9).takes(Work.ignored(4)));
    habits.add(Habit.ofHosts("DiskPredictedToFail", Priority.P4, hosts).comes(7).takes(Work.ignored(55)));
    habits.add(Habit.ofHosts("SwitchPortErrors", Priority.P4, HistoryEstate.hosts("node")).comes(1.6).bursts(7)
        .takes(Work.ignored(6).sometimes(0.25))
        .quietBy(new Quiet(FLAKY_PORTS, "flapping", january, 2)));
    habits.add(Habit.ofHosts("BackupSlow", Priority.P4, HistoryEstate.hosts("db")).comes(4)
        .takes(Work.handled(14, Work.NO_ACTION_NEEDED, Work.NO_ACTION_NEEDED, "Capacity"))
        .observedBy(new Observed(SLOW_BACKUPS, first.plusMonths(8))));
    habits.add(Habit.ofHosts("HostUnreachable", Priority.P4, hosts).comes(22).takes(Work.handled(8).brief(0.9)));
    habits.add(Habit.ofHosts("LabHostDown", Priority.P4, HistoryEstate.hosts("app")).comes(19)
        .takes(Work.ignored(40)).quietBy(new Quiet("", "no_receiver", first, 0)));
  }

  /** A dead node takes the services on it along; from October on only the node calls. */
  private void deadNodes() {
    Habit services = Habit.ofHosts("HostServiceDown", Priority.P3, HistoryEstate.hosts("app"))
        .takes(Work.handled(13, "", "NodeFailure"));
    habits.add(services.comes(1.5));
    habits.add(Habit.ofHosts("NodeDown", Priority.P2, HistoryEstate.hosts("app")).comes(0.7)
        .takes(Work.handled(35, "", "NodeFailure")).followedBy(new Follower(
            services.quietBy(new Quiet(DEAD_NODE, "inhibition", first.plusMonths(6), 0)), 6)));
  }

  private void services(String namespace) {
    int services = HistoryEstate.services(namespace).size();
    habits.add(Habit.of(namespace, "ErrorRatioHigh", Priority.P2).comes(services * 0.09)
        .takes(Work.handled(34, "", "Deployment", "Dependency")));
    habits.add(Habit.of(namespace, "LatencyHigh", Priority.P3).comes(services * 0.14)
        .takes(Work.handled(24, "", "Capacity", "Dependency")));
    habits.add(Habit.of(namespace, "PodsUnready", Priority.P4).comes(services * 0.3)
        .takes(Work.handled(7, "Deployment").sometimes(0.5).brief(0.55)));
  }

  /** The queue is never full but when the provider fails. */
  private void payments() {
    Habit queue = Habit.of("payments", "PaymentQueueFull", Priority.P2).takes(Work.handled(12, "Dependency"));
    habits.add(Habit.of("payments", "PaymentProviderTimeouts", Priority.P1).comes(0.45)
        .takes(Work.handled(40, "Dependency")).followedBy(new Follower(queue, 1)));
    habits.add(Habit.of("payments", "ReconciliationLate", Priority.P3).comes(Rhythm.daily(1.2, Hours.DAYTIME))
        .takes(Work.handled(45, "", "Data")));
  }

  private void searchAndData() {
    Habit index = Habit.of("search", "IndexLagging", Priority.P4).takes(Work.handled(11, "", Work.NO_ACTION_NEEDED)
        .sometimes(0.7));
    habits.add(index.comes(Rhythm.daily(6, Hours.BATCH))
        .quietBy(new Quiet(REINDEX, "schedule", january, 0)));
    habits.add(index.comes(Rhythm.daily(1, Hours.NOT_BATCH)));
    habits.add(Habit.of("search", "CacheMissRatioHigh", Priority.P3)
        .comes(Rhythm.daily(0.7, Hours.ANY).changing(march, 5)).takes(Work.handled(26, "", "Capacity")));
    habits.add(Habit.of("data", "JobFailed", Priority.P3)
        .comes(Rhythm.daily(5, Hours.DAYTIME).changing(january, 0.5))
        .takes(Work.handled(18, "", "Data", "Deployment")));
  }

  private void shopAndPlatform() {
    habits.add(Habit.of("shop", "StockFeedStale", Priority.P3)
        .comes(Rhythm.daily(0.4, Hours.ANY).changing(march, 7)).takes(Work.handled(16, "", "Dependency")));
    habits.add(Habit.of("platform", "CertificateRenewalSlow", Priority.P4)
        .comes(Rhythm.daily(1.1, Hours.ANY).changing(march, 4)).takes(Work.handled(6).sometimes(0.6)));
    habits.add(Habit.of("platform", "BuildQueueLong", Priority.P4).comes(Rhythm.daily(3, Hours.DAYTIME))
        .takes(Work.ignored(35).sometimes(0.1)));
  }
}
