package dev.shizuka.api;

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
public final class ClusterSuppressionPolicy extends CustomResource<SuppressionPolicySpec, SuppressionPolicyStatus> {
  private static final long serialVersionUID = 1;
}
