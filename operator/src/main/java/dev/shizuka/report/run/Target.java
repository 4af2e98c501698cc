package dev.shizuka.report.run;

import dev.shizuka.api.NoiseReportSpec.Delivery;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who may be told, by the names of the fields of {@code delivery}. */
enum Target {
  slack, webhook, directory;

  static List<Target> of(@Nullable Delivery delivery) {
    return delivery == null ? List.of() : Arrays.stream(values()).filter(target -> target.in(delivery)).toList();
  }

  private boolean in(Delivery delivery) {
    return switch (this) {
      case slack -> delivery.slack() != null;
      case webhook -> delivery.webhook() != null;
      case directory -> delivery.directory() != null;
    };
  }
}
