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

/**
 * The second person's word for a policy that opens a priority with {@code suppression: Approval}. In the namespace of the SuppressionPolicy
 * it approves, for only there can the API server compare approver and author; a ClusterSuppressionPolicy may be approved from any. It has no
 * status: the policy tells.
 */
@Group("shizuka.dev")
@Version("v1alpha1")
@Plural("suppressionapprovals")
@ShortNames("sappr")
@Categories("shizuka")
@AdditionalPrinterColumn(name = "Kind", jsonPath = ".spec.policy.kind", type = Type.STRING)
@AdditionalPrinterColumn(name = "Policy", jsonPath = ".spec.policy.name", type = Type.STRING)
@AdditionalPrinterColumn(name = "Approver", jsonPath = ".spec.approver", type = Type.STRING)
public final class SuppressionApproval extends CustomResource<SuppressionApprovalSpec, Void> implements Namespaced {
  private static final long serialVersionUID = 1;
}
