package dev.shizuka.operator;

import dev.shizuka.api.MonitoringBackendSpec.Inhibition;
import dev.shizuka.api.MonitoringBackendSpec.InhibitionSecret;
import dev.shizuka.api.MonitoringBackendSpec.SecretKey;
import dev.shizuka.backend.BackendException;
import dev.shizuka.backend.alertmanager.ConfigurationPlace;
import dev.shizuka.backend.alertmanager.ConfigurationPlaces;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Alertmanager's configuration in two Secrets, read and written by name, never listed. Of the output only our key is touched, and
 * {@code KEY.before} while a new configuration is not certain to be taken.
 */
public final class ClusterConfigurations implements ConfigurationPlaces {
  /** The kubelet looks every minute or so, a config reloader as well. */
  private static final Duration DELAY = Duration.ofMinutes(5);
  private final KubernetesClient client;

  public ClusterConfigurations(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public ConfigurationPlace of(Inhibition inhibition) throws BackendException {
    InhibitionSecret secret = inhibition.secret();
    if (secret == null || secret.namespace() == null || secret.base() == null || secret.output() == null) {
      throw new BackendException("NoPlace", false,
          "Files are for hosts: in a cluster name two Secrets in spec.alertmanager.inhibition.secret");
    }
    if (String.valueOf(secret.base().name()).equals(secret.output().name())) {
      throw new BackendException("NoPlace", false, "Secret " + secret.namespace() + "/" + secret.base().name()
          + " is base and output at once: the base is only read, so name another Secret as output");
    }
    return new Secrets(secret.namespace(), secret.base(), secret.output());
  }

  private final class Secrets implements ConfigurationPlace {
    private final String namespace;
    private final SecretKey base;
    private final SecretKey output;

    Secrets(String namespace, SecretKey base, SecretKey output) {
      this.namespace = namespace;
      this.base = base;
      this.output = output;
    }

    @Override
    public String base() {
      return title(base);
    }

    @Override
    public String output() {
      return title(output);
    }

    private String title(SecretKey key) {
      return "key " + key.key() + " of Secret " + namespace + "/" + key.name();
    }

    @Override
    public Duration delay() {
      return DELAY;
    }

    @Override
    public String readBase() throws BackendException {
      return text(get(base), key(base)).orElseThrow(() -> new BackendException("BaseMissing", true,
          "The configuration " + base() + " does not exist: write it there, Shizuka completes it to " + output()));
    }

    @Override
    public Outputs readOutput() throws BackendException {
      Secret secret = get(output);
      return new Outputs(text(secret, key(output)), text(secret, before()));
    }

    @Override
    public void write(Outputs outputs) throws BackendException {
      Secret there = get(output);
      Map<String, String> data = new TreeMap<>(
          there == null || there.getData() == null ? Map.of() : there.getData());
      put(data, key(output), outputs.current());
      put(data, before(), outputs.before());
      Secret wanted = new SecretBuilder(there == null ? new Secret() : there).editOrNewMetadata()
          .withName(String.valueOf(output.name())).withNamespace(namespace).endMetadata().withData(data).build();
      try {
        OptimisticWrite.of(client.secrets().inNamespace(namespace).resource(wanted), there);
      } catch (KubernetesClientException refused) {
        throw refusal("written", output(), refused);
      }
    }

    private String before() {
      return key(output) + ".before";
    }

    private @Nullable Secret get(SecretKey key) throws BackendException {
      try {
        return client.secrets().inNamespace(namespace).withName(String.valueOf(key.name())).get();
      } catch (KubernetesClientException refused) {
        throw refusal("read", title(key), refused);
      }
    }
  }

  private static String key(SecretKey key) {
    return String.valueOf(key.key());
  }

  private static void put(Map<String, String> data, String key, Optional<String> text) {
    if (text.isPresent()) {
      data.put(key, Base64.getEncoder().encodeToString(text.get().getBytes(StandardCharsets.UTF_8)));
    } else {
      data.remove(key);
    }
  }

  private static Optional<String> text(@Nullable Secret secret, String key) {
    return Optional.ofNullable(secret).map(Secret::getData).map(data -> data.get(key))
        .map(value -> new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8));
  }

  private static BackendException refusal(String what, String place, KubernetesClientException refused) {
    String sentence = "The configuration in " + place + " cannot be " + what + " (" + refused.getCode() + "): ";
    return switch (refused.getCode()) {
      case 403 -> new BackendException("Forbidden", true, sentence + "check the operator's Role on these two Secrets");
      case 404 -> new BackendException("NamespaceMissing", true, sentence + "the namespace does not exist");
      case 409 -> new BackendException("Conflict", true, sentence + "somebody else wrote it at the same moment");
      case 413, 422 -> new BackendException("Refused", false, sentence + "the API server does not take it");
      default -> new BackendException("Unreachable", true, sentence + refused.getMessage());
    };
  }
}
