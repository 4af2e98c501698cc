package dev.shizuka.api;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** What the alerts of its own namespace cost, on a schedule. */
@Group("shizuka.dev")
@Version("v1alpha1")
@Plural("noisereports")
@ShortNames("noise")
@Categories("shizuka")
@AdditionalPrinterColumn(name = "Ready", jsonPath = ".status.conditions[?(@.type==\"Ready\")].status", type = Type.STRING)
@AdditionalPrinterColumn(name = "Episodes", jsonPath = ".status.episodes", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Actionable", jsonPath = ".status.actionable", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Unattended", jsonPath = ".status.unattended", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Handling", jsonPath = ".status.handlingTime", type = Type.STRING)
@AdditionalPrinterColumn(name = "Trend", jsonPath = ".status.trend", type = Type.STRING)
@AdditionalPrinterColumn(name = "Attainment", jsonPath = ".status.attainment", type = Type.STRING)
@AdditionalPrinterColumn(name = "Target", jsonPath = ".status.target", type = Type.STRING)
@AdditionalPrinterColumn(name = "Next", jsonPath = ".status.nextRun", type = Type.STRING)
public final class NoiseReport extends CustomResource<NoiseReportSpec, NoiseReportStatus>
    implements
      Namespaced {
  private static final long serialVersionUID = 1;
}
