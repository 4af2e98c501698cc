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
  private static final String MANAGED_BY = "app.kubernetes.io/managed-by";
  private static final String INSTALLATION = "shizuka.dev/installation";
  private final KubernetesClient client;
  private final String installation;

  public ClusterConfigMaps(KubernetesClient client, String installation) {
    this.client = client;
    this.installation = installation;
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
        .withName(name).withNamespace(namespace).addToLabels(MANAGED_BY, "shizuka")
        .addToAnnotations(INSTALLATION, installation).endMetadata().withData(data).build();
    try {
      // An update carries the version that was read: what somebody else wrote in between is looked at first.
      if (before == null) {
        client.configMaps().inNamespace(namespace).resource(after).create();
      } else {
        client.configMaps().inNamespace(namespace).resource(after).update();
      }
      Changes.made("ConfigMap " + namespace + "/" + name, "written with " + data.size() + " keys");
    } catch (KubernetesClientException refused) {
      throw refusal("written", namespace + "/" + name, refused);
    }
  }

  private @Nullable ConfigMap get(String namespace, String name) throws BackendException {
    try {
      ConfigMap map = client.configMaps().inNamespace(namespace).withName(name).get();
      if (map != null && !ours(map)) {
        throw new BackendException("ForeignConfigMap", true, "ConfigMap " + namespace + "/" + name
            + " exists and is not of installation " + installation
            + ": delete it, or choose another name in spec.prometheus.delivery.configMap");
      }
      return map;
    } catch (KubernetesClientException refused) {
      throw refusal("read", namespace + "/" + name, refused);
    }
  }

  private boolean ours(ConfigMap map) {
    Map<String, String> labels = map.getMetadata().getLabels() == null ? Map.of() : map.getMetadata().getLabels();
    Map<String, String> annotations = map.getMetadata().getAnnotations() == null
        ? Map.of()
        : map.getMetadata().getAnnotations();
    return "shizuka".equals(labels.get(MANAGED_BY)) && installation.equals(annotations.get(INSTALLATION));
  }

  private static BackendException refusal(String what, String map, KubernetesClientException refused) {
    String sentence = "ConfigMap " + map + " cannot be " + what + " (" + refused.getCode() + "): ";
    return switch (refused.getCode()) {
      case 403 -> new BackendException("Forbidden", true, sentence + "check the operator's Role in that namespace");
      case 404 -> new BackendException("NamespaceMissing", true, sentence + "the namespace does not exist");
      case 409 -> new BackendException("Conflict", true, sentence + "somebody else wrote it at the same moment");
      case 413, 422 -> new BackendException("Refused", false, sentence + refused.getMessage());
      default -> new BackendException("Unreachable", true, sentence + refused.getMessage());
    };
  }
}
