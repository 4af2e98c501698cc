package dev.shizuka.operator;

import dev.shizuka.catalog.Kind;
import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Which of our kinds the API server does not know: an informer for one of them would end before it began. */
public final class InstalledKinds {
  private static final String VERSION = "shizuka.dev/v1alpha1";

  private InstalledKinds() {}

  /** Titles of the kinds whose CRD is not installed, sorted. */
  public static List<String> missing(KubernetesClient client) {
    APIResourceList resources = client.getApiResources(VERSION);
    Set<String> known = resources == null
        ? Set.of()
        : resources.getResources().stream().map(APIResource::getKind).collect(Collectors.toSet());
    return Arrays.stream(Kind.values()).map(Kind::title).filter(title -> !known.contains(title)).sorted().toList();
  }
}
