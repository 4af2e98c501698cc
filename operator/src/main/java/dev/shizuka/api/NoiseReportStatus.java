package dev.shizuka.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The headline of the last report, and when the next one comes. Times that may lie ahead are text: a date column cannot show the future.
 *
 * @param trend change of the handling time against the comparison, such as {@code -12 %}
 * @param target whether the target is on its way: {@code OnTrack}, {@code Behind}; absent without a target
 */
public record NoiseReportStatus(List<Condition> conditions, @Nullable Long observedGeneration,
    @JsonPropertyDescription("Episodes in the window") @Nullable Long episodes,
    @JsonPropertyDescription("Episodes that called a person") @Nullable Long actionable,
    @JsonPropertyDescription("Episodes that were kept quiet") @Nullable Long suppressed,
    @JsonPropertyDescription("Episodes that called a person and ended by themselves without an answer") @Nullable Long unattended,
    @JsonPropertyDescription("Handling time, such as 41h") @Nullable String handlingTime,
    @JsonPropertyDescription("Change of the handling time against the comparison, such as -12 %") @Nullable String trend,
    @JsonPropertyDescription("Objectives met, in percent of those decided, such as 97.4 %") @Nullable String attainment,
    @JsonPropertyDescription("OnTrack or Behind; absent without a target") @Nullable String target,
    @JsonPropertyDescription("When it was last made") @Nullable String lastRun,
    @JsonPropertyDescription("When it is made next") @Nullable String nextRun,
    @JsonPropertyDescription("The last delivery") @Nullable Delivery lastDelivery) {
  public NoiseReportStatus {
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
  }

  /**
   * @param run the scheduled time it belongs to
   * @param at when it arrived, or was tried last
   * @param result {@code Delivered}, {@code Retrying}, {@code Failed}, or {@code Unknown} where no answer came: it is not sent again
   * @param message what went wrong, without the address
   */
  public record Delivery(String run, String at,
      @JsonPropertyDescription("Delivered, Retrying, Failed, or Unknown where no answer came: it is not sent again") String result,
      @Nullable String message) {}
}
