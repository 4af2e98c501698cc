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

/** Rules evaluated together. */
@Group("shizuka.dev")
@Version("v1alpha1")
@Plural("alertrulegroups")
@ShortNames("arg")
@Categories("shizuka")
@AdditionalPrinterColumn(name = "Ready", jsonPath = ".status.conditions[?(@.type==\"Ready\")].status", type = Type.STRING)
@AdditionalPrinterColumn(name = "Loaded", jsonPath = ".status.loaded", type = Type.STRING)
@AdditionalPrinterColumn(name = "Owner", jsonPath = ".spec.owner", type = Type.STRING)
public final class AlertRuleGroup extends CustomResource<AlertRuleGroupSpec, AlertRuleGroupStatus>
    implements
      Namespaced {
  private static final long serialVersionUID = 1;
}
