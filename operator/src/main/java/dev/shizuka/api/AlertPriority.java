package dev.shizuka.api;

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
public final class AlertPriority extends CustomResource<AlertPrioritySpec, AlertPriorityStatus> {
  private static final long serialVersionUID = 1;
}
