package dev.shizuka.api;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** Keeps alerts of its own namespace from people, for a reason and for a time. */
@Group("shizuka.dev")
@Version("v1alpha1")
@Plural("suppressionpolicies")
@ShortNames("spol")
@Categories("shizuka")
public final class SuppressionPolicy extends CustomResource<SuppressionPolicySpec, SuppressionPolicyStatus>
    implements
      Namespaced {
  private static final long serialVersionUID = 1;
}
