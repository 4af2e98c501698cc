package dev.shizuka.api;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * The second person's word for a policy that opens a priority with {@code suppression: Approval}. Cluster-scoped: it answers for policies of
 * a cluster too, and the right to approve must not come with the right to write in a namespace. It has no status: the policy tells.
 */
@Group("shizuka.dev")
@Version("v1alpha1")
@Plural("suppressionapprovals")
@ShortNames("sappr")
@Categories("shizuka")
@AdditionalPrinterColumn(name = "Kind", jsonPath = ".spec.policy.kind", type = Type.STRING)
@AdditionalPrinterColumn(name = "Namespace", jsonPath = ".spec.policy.namespace", type = Type.STRING)
@AdditionalPrinterColumn(name = "Policy", jsonPath = ".spec.policy.name", type = Type.STRING)
@AdditionalPrinterColumn(name = "Approver", jsonPath = ".spec.approver", type = Type.STRING)
public final class SuppressionApproval extends CustomResource<SuppressionApprovalSpec, Void> {
  private static final long serialVersionUID = 1;
}
