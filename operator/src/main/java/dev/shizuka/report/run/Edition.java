package dev.shizuka.report.run;

import dev.shizuka.api.NoiseReportSpec;
import dev.shizuka.api.NoiseReportSpec.Delivery;
import dev.shizuka.api.NoiseReportSpec.Endpoint;
import dev.shizuka.api.NoiseReportSpec.Language;
import dev.shizuka.api.NoiseReportSpec.ValueFrom;
import dev.shizuka.backend.Addresses;
import dev.shizuka.backend.BackendException;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.ResourceId;
import dev.shizuka.report.noise.NoiseFigures;
import dev.shizuka.report.render.NoiseReportText;
import dev.shizuka.report.run.Sent.Refused;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A report of one scheduled time, ready to be sent.
 *
 * @param figures as of {@code due}
 */
record Edition(Declared<NoiseReportSpec> report, Instant due, NoiseFigures figures) {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HHmm");

  /** How editions leave the house. */
  record Means(Addresses addresses, Webhook webhook, String installation) {}

  Letter letter(Target target, Means means) {
    Delivery delivery = Objects.requireNonNull(report.spec().delivery());
    return switch (target) {
      case slack -> post(target, delivery.slack(), means);
      case webhook -> post(target, delivery.webhook(), means);
      case directory -> {
        String folder = String.valueOf(Objects.requireNonNull(delivery.directory()).path());
        Map<String, String> files = files();
        yield new Letter.Ready(() -> ReportFolder.write(folder, files));
      }
    };
  }

  private Letter post(Target target, @Nullable Endpoint endpoint, Means means) {
    ValueFrom from = Objects.requireNonNull(Objects.requireNonNull(endpoint).urlFrom());
    String address;
    try {
      address = means.addresses().of(report.id(), from);
    } catch (BackendException missing) {
      return new Letter.Impossible(new Refused(missing.sentence()));
    }
    String json = target == Target.slack
        ? NoiseReportText.slack(figures, language())
        : NoiseReportText.json(figures);
    String key = key(target, means.installation());
    return new Letter.Ready(() -> means.webhook().send(address, key, json));
  }

  /** Names one delivery, and says nothing that the report does not: a receiver that has seen it before has the report already. */
  private String key(Target target, String installation) {
    ResourceId id = report.id();
    return String.join("/", installation, id.kind().title(), id.qualifiedName(), due.toString(), target.name());
  }

  /** JSON is the last, so that a program which waits for it finds all three. */
  private Map<String, String> files() {
    ZoneId zone = ZoneId.of(figures.header().timeZone());
    String name = report.id().qualifiedName().replace('/', '_') + "-" + TIME.format(due.atZone(zone));
    Map<String, String> files = new LinkedHashMap<>();
    files.put(name + ".html", NoiseReportText.html(figures, language()));
    files.put(name + ".md", NoiseReportText.markdown(figures, language()));
    files.put(name + ".json", NoiseReportText.json(figures));
    return files;
  }

  private Language language() {
    return report.spec().languageOrEnglish();
  }
}
