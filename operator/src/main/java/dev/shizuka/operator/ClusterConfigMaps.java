package dev.shizuka.operator;

import dev.shizuka.backend.BackendException;
import dev.shizuka.backend.Changes;
import dev.shizuka.backend.prometheus.ConfigMaps;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** ConfigMaps of this installation; others of the same name are neither read nor touched. */
public final class ClusterConfigMaps implements ConfigMaps {
  private final KubernetesClient client;
  private final Ownership ours;

  public ClusterConfigMaps(KubernetesClient client, String installation) {
    this.client = client;
    this.ours = new Ownership(installation);
  }

  @Override
  public Optional<Map<String, String>> read(String namespace, String name) throws BackendException {
    ConfigMap map = get(namespace, name);
    return map == null ? Optional.empty() : Optional.of(map.getData() == null ? Map.of() : Map.copyOf(map.getData()));
  }

  @Override
  public void write(String namespace, String name, Map<String, String> data) throws BackendException {
    ConfigMap before = get(namespace, name);
    ConfigMap after = new ConfigMapBuilder(before == null ? new ConfigMap() : before).editOrNewMetadata()
        .withName(name).withNamespace(namespace).addToLabels(Ownership.MANAGED_BY, Ownership.MANAGER)
        .addToAnnotations(Ownership.INSTALLATION, ours.installation()).endMetadata().withData(data).build();
    try {
      OptimisticWrite.of(client.configMaps().inNamespace(namespace).resource(after), before);
      Changes.made("ConfigMap " + namespace + "/" + name, "written with " + data.size() + " keys");
    } catch (KubernetesClientException refused) {
      throw ApiRefusal.of("ConfigMap " + namespace + "/" + name + " cannot be written", refused);
    }
  }

  private @Nullable ConfigMap get(String namespace, String name) throws BackendException {
    try {
      ConfigMap map = client.configMaps().inNamespace(namespace).withName(name).get();
      if (map != null && !ours.of(map)) {
        throw new BackendException("ForeignConfigMap", true, "ConfigMap " + namespace + "/" + name
            + " exists and is not of installation " + ours.installation()
            + ": delete it, or choose another name in spec.prometheus.delivery.configMap");
      }
      return map;
    } catch (KubernetesClientException refused) {
      throw ApiRefusal.of("ConfigMap " + namespace + "/" + name + " cannot be read", refused);
    }
  }
}
