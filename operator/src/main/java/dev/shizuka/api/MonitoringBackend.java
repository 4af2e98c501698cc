package dev.shizuka.api;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** Where rules and silences go. */
@Group("shizuka.dev")
@Version("v1alpha1")
@Plural("monitoringbackends")
@ShortNames("mback")
@Categories("shizuka")
@AdditionalPrinterColumn(name = "Ready", jsonPath = ".status.conditions[?(@.type==\"Ready\")].status", type = Type.STRING)
@AdditionalPrinterColumn(name = "Synced", jsonPath = ".status.conditions[?(@.type==\"Synced\")].reason", type = Type.STRING)
@AdditionalPrinterColumn(name = "Rules", jsonPath = ".status.rules", type = Type.STRING)
@AdditionalPrinterColumn(name = "Silences", jsonPath = ".status.silencesOwned", type = Type.INTEGER)
public final class MonitoringBackend extends CustomResource<MonitoringBackendSpec, MonitoringBackendStatus> {
  private static final long serialVersionUID = 1;
}
