package dev.shizuka.api;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** Keeps alerts of any namespace from people, for a reason and for a time. */
@Group("shizuka.dev")
@Version("v1alpha1")
@Plural("clustersuppressionpolicies")
@ShortNames("cspol")
@Categories("shizuka")
@AdditionalPrinterColumn(name = "Ready", jsonPath = ".status.conditions[?(@.type==\"Ready\")].status", type = Type.STRING)
@AdditionalPrinterColumn(name = "Mode", jsonPath = ".spec.mode", type = Type.STRING)
@AdditionalPrinterColumn(name = "State", jsonPath = ".status.state", type = Type.STRING)
@AdditionalPrinterColumn(name = "Window", jsonPath = ".status.window", type = Type.STRING)
@AdditionalPrinterColumn(name = "Suppressed 30d", jsonPath = ".status.suppressed30d", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Would 30d", jsonPath = ".status.wouldSuppress30d", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Last match", jsonPath = ".status.lastMatch", type = Type.DATE)
@AdditionalPrinterColumn(name = "Expires", jsonPath = ".status.expires", type = Type.STRING)
public final class ClusterSuppressionPolicy extends CustomResource<SuppressionPolicySpec, SuppressionPolicyStatus> {
  private static final long serialVersionUID = 1;
}
