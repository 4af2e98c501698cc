package dev.shizuka.api;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** How urgent, how fast, how protected. */
@Group("shizuka.dev")
@Version("v1alpha1")
@Plural("alertpriorities")
@ShortNames("aprio")
@Categories("shizuka")
@AdditionalPrinterColumn(name = "Ready", jsonPath = ".status.conditions[?(@.type==\"Ready\")].status", type = Type.STRING)
@AdditionalPrinterColumn(name = "Rank", jsonPath = ".spec.rank", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Severity", jsonPath = ".spec.severity", type = Type.STRING)
@AdditionalPrinterColumn(name = "Within", jsonPath = ".spec.response.within", type = Type.STRING)
@AdditionalPrinterColumn(name = "Suppression", jsonPath = ".spec.suppression", type = Type.STRING)
public final class AlertPriority extends CustomResource<AlertPrioritySpec, AlertPriorityStatus> {
  private static final long serialVersionUID = 1;
}
