package dev.shizuka.compile;

import dev.shizuka.api.NoiseReportSpec;
import dev.shizuka.api.NoiseReportSpec.Comparison;
import dev.shizuka.api.NoiseReportSpec.Delivery;
import dev.shizuka.api.NoiseReportSpec.Endpoint;
import dev.shizuka.api.NoiseReportSpec.Schedule;
import dev.shizuka.api.NoiseReportSpec.Scope;
import dev.shizuka.api.NoiseReportSpec.SecretKeyRef;
import dev.shizuka.api.NoiseReportSpec.Target;
import dev.shizuka.api.NoiseReportSpec.ValueFrom;
import dev.shizuka.api.NoiseReportSpec.Window;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.Kind;
import dev.shizuka.catalog.Origin;
import dev.shizuka.catalog.Problem;
import dev.shizuka.catalog.ResourceId;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What may be wrong with a NoiseReport or ClusterNoiseReport. The schema says the same; old objects and directories never met it. */
final class NoiseReportCheck {
  /** Aggregates are kept for good; a longer report would say nothing that a year does not. */
  private static final Duration LONGEST = Duration.ofDays(1100);
  private static final int LONGEST_NAME = 253;
  private static final int LONGEST_NAMESPACE = 63;
  private static final int MOST_NAMES = 256;

  private final Problems problems = new Problems();
  private final ResourceId id;
  private final boolean inCluster;

  private NoiseReportCheck(ResourceId id, boolean inCluster) {
    this.id = id;
    this.inCluster = inCluster;
  }

  static List<Problem> check(Declared<NoiseReportSpec> report) {
    NoiseReportCheck check = new NoiseReportCheck(report.id(), report.origin().equals(Origin.CLUSTER));
    NoiseReportSpec spec = report.spec();
    check.names();
    check.scope(spec.scope());
    check.window(spec.window());
    check.comparison(spec.comparison());
    Optional<ZoneId> zone = TimeZones.find("/spec/timeZone", spec.timeZone(), check.problems);
    check.target(spec.target());
    check.causes(spec.causesOfNoAction());
    check.problems.require((spec.schedule() == null) == (spec.delivery() == null), "/spec", "ScheduleInvalid",
        "schedule and delivery go together: a time without somebody to tell is as idle as the other way round");
    check.schedule(spec.schedule(), zone);
    check.delivery(spec.delivery());
    return check.problems.all();
  }

  private void names() {
    problems.require(Problems.name(id.name(), LONGEST_NAME), "/metadata/name", "NameInvalid",
        "The name must be lower-case letters, digits, - and .");
    if (id.kind() == Kind.NOISE_REPORT) {
      problems.require(Problems.name(id.namespace(), LONGEST_NAMESPACE), "/metadata/namespace", "NamespaceInvalid",
          "A NoiseReport sees its own namespace only: name one, or declare a ClusterNoiseReport");
    }
  }

  private void scope(@Nullable Scope scope) {
    if (scope == null) {
      return;
    }
    texts("/spec/scope/namespaces", scope.namespaces());
    texts("/spec/scope/owners", scope.owners());
    texts("/spec/scope/services", scope.services());
    texts("/spec/scope/priorities", scope.priorities());
    problems.require(id.kind() != Kind.NOISE_REPORT || scope.namespaces().stream().allMatch(id.namespace()::equals),
        "/spec/scope/namespaces", "ScopeInvalid", "A NoiseReport sees its own namespace only, " + id.namespace()
            + ": leave others out, or declare a ClusterNoiseReport");
  }

  private void texts(String path, List<String> texts) {
    problems.require(texts.size() <= MOST_NAMES, path, "ScopeInvalid", "At most " + MOST_NAMES + " are allowed");
    for (int index = 0; index < Math.min(texts.size(), MOST_NAMES); index++) {
      problems.require(Problems.text(texts.get(index), LONGEST_NAME), path + "/" + index, "ScopeInvalid",
          "A text of at most " + LONGEST_NAME + " characters is required");
    }
  }

  private void window(@Nullable Window window) {
    long forms = window == null
        ? 0
        : Stream.of(window.last(), window.current(), window.previous()).filter(form -> form != null).count();
    problems.require(forms == 1, "/spec/window", "WindowInvalid",
        "A report has one window: {last: 30d}, {current: Quarter} or {previous: Month}");
    if (window != null && window.last() != null) {
      length("/spec/window/last", window.last(), "WindowInvalid");
    }
  }

  private void length(String path, String text, String reason) {
    boolean good = PrometheusDuration.parse(text)
        .filter(length -> length.compareTo(Duration.ofDays(1)) >= 0 && length.compareTo(LONGEST) <= 0).isPresent();
    problems.require(good, path, reason,
        "A duration from 1d to " + LONGEST.toDays() + "d, such as 7d, 30d or 90d, is required");
  }

  private void comparison(@Nullable Comparison comparison) {
    if (comparison == null) {
      return;
    }
    String path = "/spec/comparison";
    boolean dates = comparison.from() != null || comparison.until() != null;
    if (!problems.require((comparison.length() != null) != dates, path, "ComparisonInvalid",
        "Give length, such as 90d, or the days from and until")) {
      return;
    }
    if (comparison.length() != null) {
      length(path + "/length", comparison.length(), "ComparisonInvalid");
      return;
    }
    Optional<LocalDate> from = date(comparison.from());
    Optional<LocalDate> until = date(comparison.until());
    boolean good = from.isPresent() && until.isPresent() && from.get().isBefore(until.get())
        && !until.get().isAfter(from.get().plus(LONGEST.toDays(), ChronoUnit.DAYS));
    problems.require(good, path, "ComparisonInvalid", "Two days such as from: \"2026-07-01\", until: \"2026-10-01\" in"
        + " quotes are required, until after from and at most " + LONGEST.toDays() + " days after");
  }

  private static Optional<LocalDate> date(@Nullable String text) {
    try {
      return Optional.ofNullable(text).map(LocalDate::parse);
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  private void target(@Nullable Target target) {
    if (target != null) {
      problems.require(target.percent() != null && target.percent() >= -100 && target.percent() <= 100,
          "/spec/target/percent", "TargetInvalid", "A change from -100 to 100 percent is required, such as -20");
    }
  }

  private void causes(List<String> causes) {
    problems.require(causes.size() <= 32, "/spec/causesOfNoAction", "CauseInvalid", "At most 32 are allowed");
    for (int index = 0; index < causes.size(); index++) {
      problems.require(Problems.text(causes.get(index), LONGEST_NAMESPACE), "/spec/causesOfNoAction/" + index,
          "CauseInvalid", "A cause is a text of at most " + LONGEST_NAMESPACE + " characters");
    }
  }

  private void schedule(@Nullable Schedule schedule, Optional<ZoneId> zone) {
    if (schedule == null) {
      return;
    }
    Optional<ZoneId> own = schedule.timeZone() == null
        ? zone
        : TimeZones.find("/spec/schedule/timeZone", schedule.timeZone(), problems);
    try {
      CronSchedule.parse(String.valueOf(schedule.cron()), own.orElse(ZoneId.of("UTC")));
    } catch (IllegalArgumentException wrong) {
      problems.add("/spec/schedule/cron", "ScheduleInvalid",
          "Five fields such as \"0 9 1 * *\" (minute, hour, day, month, weekday) are required: " + wrong.getMessage());
    }
  }

  private void delivery(@Nullable Delivery delivery) {
    if (delivery == null) {
      return;
    }
    String path = "/spec/delivery";
    problems.require(delivery.slack() != null || delivery.webhook() != null || delivery.directory() != null, path,
        "DeliveryInvalid", "Say who is told: slack, webhook or directory");
    endpoint(path + "/slack/urlFrom", delivery.slack());
    endpoint(path + "/webhook/urlFrom", delivery.webhook());
    if (delivery.directory() != null) {
      problems.require(!inCluster, path + "/directory", "DirectoryRefused",
          "In a cluster no folder is written for an object: use slack or webhook");
      problems.require(Problems.text(delivery.directory().path(), 1024), path + "/directory/path", "DeliveryInvalid",
          "Name the folder that gets the reports");
    }
  }

  private void endpoint(String path, @Nullable Endpoint endpoint) {
    if (endpoint == null) {
      return;
    }
    ValueFrom from = endpoint.urlFrom();
    if (from == null || (from.secretRef() == null) == (from.file() == null)) {
      problems.add(path, "DeliveryInvalid", "Exactly one of secretRef and file is required");
      return;
    }
    if (from.file() != null) {
      problems.require(!inCluster, path + "/file", "FileRefused",
          "In a cluster no file is read for an object: use a Secret");
      problems.require(!from.file().isBlank(), path + "/file", "FileRefused", "Name a file");
    } else if (from.secretRef() != null) {
      secret(path + "/secretRef", from.secretRef());
    }
  }

  private void secret(String path, SecretKeyRef secret) {
    problems.require(inCluster, path, "SecretRefused", "Secrets need a cluster: use a file on hosts");
    problems.require(Problems.name(secret.name(), LONGEST_NAME), path + "/name", "SecretRefused",
        "Name a Secret in the operator's own namespace");
    // Whoever may declare reports in one namespace must not send with another's address, nor try what other Secrets hold.
    problems.require(
        id.kind() != Kind.NOISE_REPORT || String.valueOf(secret.name()).startsWith(id.namespace() + "."),
        path + "/name", "SecretRefused",
        "For a NoiseReport the Secret's name begins with its namespace and a dot: " + id.namespace() + ".…");
    problems.require(secret.key() == null || Problems.text(secret.key(), LONGEST_NAME), path + "/key", "SecretRefused",
        "Name a key of the Secret, or none for url");
  }
}
