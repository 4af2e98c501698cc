package dev.shizuka.operator;

import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.api.MonitoringBackendSpec.Auth;
import dev.shizuka.api.MonitoringBackendSpec.SecretRef;
import dev.shizuka.api.MonitoringBackendSpec.Tls;
import dev.shizuka.api.NoiseReportSpec.SecretKeyRef;
import dev.shizuka.api.NoiseReportSpec.ValueFrom;
import dev.shizuka.backend.Access;
import dev.shizuka.backend.Addresses;
import dev.shizuka.backend.BackendException;
import dev.shizuka.backend.Credentials;
import dev.shizuka.backend.TlsContexts;
import dev.shizuka.catalog.ResourceId;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Access by Secrets of the operator's own namespace: read by name, never listed, never logged. Files are for hosts: an object in a
 * cluster must not make the operator read its own disk.
 */
public final class SecretAccess implements Access.Source, Addresses {
  private final KubernetesClient client;
  private final String namespace;
  private final TlsContexts contexts = new TlsContexts();

  /** @param namespace the operator's own */
  public SecretAccess(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  @Override
  public Access of(ResourceId backend, MonitoringBackendSpec spec) throws BackendException {
    Auth auth = spec.auth();
    Tls tls = spec.tls();
    if (auth != null && auth.file() != null
        || tls != null && (tls.caFile() != null || tls.certificateFile() != null || tls.keyFile() != null)) {
      throw missing(
          backend + " names files, which are for hosts: in a cluster use secretRef, caSecretRef and clientSecretRef");
    }
    Optional<String> authorization = auth == null || auth.secretRef() == null
        ? Optional.empty()
        : Optional.of(Credentials.authorization(keys(backend, auth.secretRef())));
    Optional<SSLContext> context = tls == null || tls.caSecretRef() == null && tls.clientSecretRef() == null
        ? Optional.empty()
        : Optional.of(context(backend, tls));
    return new Access(authorization, context);
  }

  @Override
  public String of(ResourceId owner, ValueFrom from) throws BackendException {
    SecretKeyRef reference = from.secretRef();
    if (reference == null) {
      throw missing(owner + " names a file, which is for hosts: in a cluster use secretRef");
    }
    String text = keys(owner, new SecretRef(reference.name())).get(reference.keyOrUrl());
    if (text == null) {
      throw missing("Secret " + namespace + "/" + reference.name() + " of " + owner + " has no key "
          + reference.keyOrUrl());
    }
    return text;
  }

  private SSLContext context(ResourceId backend, Tls tls) throws BackendException {
    return contexts.of(key(backend, tls.caSecretRef(), "ca.crt"), key(backend, tls.clientSecretRef(), "tls.crt"),
        key(backend, tls.clientSecretRef(), "tls.key"));
  }

  private Optional<String> key(ResourceId backend, @Nullable SecretRef reference, String key) throws BackendException {
    if (reference == null) {
      return Optional.empty();
    }
    String text = keys(backend, reference).get(key);
    if (text == null) {
      throw missing("Secret " + namespace + "/" + reference.name() + " of " + backend + " has no key " + key);
    }
    return Optional.of(text);
  }

  private Map<String, String> keys(ResourceId backend, SecretRef reference) throws BackendException {
    String name = String.valueOf(reference.name());
    try {
      Secret secret = client.secrets().inNamespace(namespace).withName(name).get();
      if (secret == null) {
        throw missing("Secret " + namespace + "/" + name + " of " + backend + " does not exist: create it");
      }
      Map<String, String> keys = new TreeMap<>();
      Map<String, String> data = secret.getData() == null ? Map.of() : secret.getData();
      data.forEach((key, value) -> keys.put(key,
          new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8)));
      return keys;
    } catch (KubernetesClientException refused) {
      throw missing("Secret " + namespace + "/" + name + " of " + backend + " cannot be read ("
          + refused.getCode() + "): check the operator's Role");
    }
  }

  private static BackendException missing(String message) {
    return new BackendException(Credentials.MISSING, true, message);
  }
}
