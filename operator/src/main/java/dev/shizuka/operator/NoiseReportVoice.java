package dev.shizuka.operator;

import dev.shizuka.api.Condition;
import dev.shizuka.api.NoiseReportStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the status of a report of either kind speaks. */
final class NoiseReportVoice implements Trade.Voice<NoiseReportStatus> {
  @Override
  public List<Condition> conditions(@Nullable NoiseReportStatus status) {
    return status == null ? List.of() : status.conditions();
  }

  @Override
  public NoiseReportStatus with(@Nullable NoiseReportStatus status, List<Condition> conditions) {
    return status == null
        ? NoiseReports.with(NoiseReports.NONE, conditions, null)
        : NoiseReports.with(status, conditions, status.observedGeneration());
  }

  @Override
  public List<Notice> notices(@Nullable NoiseReportStatus before, NoiseReportStatus after) {
    return Notices.ofReport(before, after);
  }
}
