package dev.shizuka.api;

import io.fabric8.kubernetes.api.model.LabelSelector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where rules and silences go.
 *
 * @param namespaceSelector whose rules and policies go here; absent or empty: everybody's
 * @param honorLabelsIn namespaces whose groups may keep the series' own {@code namespace}
 * @param suspendSuppression ends everything Shizuka silences there within one sync
 * @param auth exactly one of its fields
 */
public record MonitoringBackendSpec(@Nullable LabelSelector namespaceSelector, List<String> honorLabelsIn,
    @Nullable Boolean suspendSuppression, @Nullable Prometheus prometheus,
    @Nullable Alertmanager alertmanager, @Nullable Auth auth, @Nullable Tls tls) {
  public MonitoringBackendSpec {
    honorLabelsIn = honorLabelsIn == null ? List.of() : List.copyOf(honorLabelsIn);
  }

  /** @param urls each replica is reloaded and read back; loaded means on all */
  public record Prometheus(List<String> urls, @Nullable Delivery delivery) {
    public Prometheus {
      urls = urls == null ? List.of() : List.copyOf(urls);
    }
  }

  /** How rules reach Prometheus: exactly one. */
  public record Delivery(@Nullable Directory directory, @Nullable ConfigMap configMap) {}

  /** @param path a folder named in Prometheus' {@code rule_files} as {@code PATH/*.yaml} */
  public record Directory(@Nullable String path) {}

  /**
   * ConfigMaps {@code NAME-0} to {@code NAME-(shards-1)}.
   *
   * @param shards must not change lightly: a group that moves starts its {@code for} anew
   */
  public record ConfigMap(@Nullable String namespace, @Nullable String name, @Nullable Integer shards) {}

  /** @param urls the members of one cluster */
  public record Alertmanager(List<String> urls) {
    public Alertmanager {
      urls = urls == null ? List.of() : List.copyOf(urls);
    }
  }

  /**
   * Keys {@code username} and {@code password}, or {@code token}.
   *
   * @param secretRef a Secret in the operator's own namespace
   * @param file on hosts: a YAML file with those keys
   */
  public record Auth(@Nullable SecretRef secretRef, @Nullable String file) {}

  /**
   * @param caSecretRef Secret with {@code ca.crt}
   * @param clientSecretRef Secret with {@code tls.crt} and {@code tls.key}
   * @param caFile on hosts: PEM
   * @param certificateFile on hosts: PEM
   * @param keyFile on hosts: PEM
   */
  public record Tls(@Nullable SecretRef caSecretRef, @Nullable SecretRef clientSecretRef, @Nullable String caFile,
      @Nullable String certificateFile, @Nullable String keyFile) {}

  /** A Secret in the operator's own namespace. */
  public record SecretRef(@Nullable String name) {}

  /** Whether everything that Shizuka silences there must end. */
  public boolean suspended() {
    return Boolean.TRUE.equals(suspendSuppression);
  }
}
