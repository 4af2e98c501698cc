package dev.shizuka.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.LabelSelector;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where rules and silences go.
 *
 * @param namespaceSelector whose rules and policies go here; absent or empty: everybody's
 * @param honorLabelsIn namespaces whose groups may keep the series' own {@code namespace}
 * @param suspendSuppression ends everything Shizuka silences there within one sync
 * @param auth exactly one of its fields
 */
@ValidationRule(value = "has(self.prometheus) || has(self.alertmanager)", message = "a backend needs at least one of prometheus and alertmanager")
public record MonitoringBackendSpec(
    @JsonPropertyDescription("Whose rules and policies go here; absent or empty: everybody's") @Nullable LabelSelector namespaceSelector,
    @JsonPropertyDescription("Namespaces whose groups may keep the series' own label namespace") @Size(max = 256) List<@Size(min = 1, max = 63) String> honorLabelsIn,
    @JsonPropertyDescription("Ends everything that Shizuka silences there within one sync") @Default("false") @Nullable Boolean suspendSuppression,
    @JsonPropertyDescription("Where rules are evaluated") @Nullable Prometheus prometheus,
    @JsonPropertyDescription("Where alerts go and are silenced") @Nullable Alertmanager alertmanager,
    @JsonPropertyDescription("Keys username and password, or token; exactly one of secretRef and file") @Nullable Auth auth,
    @JsonPropertyDescription("Whom to trust and who we are") @Nullable Tls tls) {
  public MonitoringBackendSpec {
    honorLabelsIn = honorLabelsIn == null ? List.of() : List.copyOf(honorLabelsIn);
  }

  /** @param urls each replica is reloaded and read back; loaded means on all */
  public record Prometheus(
      @JsonPropertyDescription("Each replica is reloaded and read back; loaded means on all") @Required @Size(min = 1, max = 16) List<@Size(max = 2048) @Pattern(Shapes.SERVER_URL) String> urls,
      @JsonPropertyDescription("How rules reach Prometheus: exactly one") @Required @Nullable Delivery delivery) {
    public Prometheus {
      urls = urls == null ? List.of() : List.copyOf(urls);
    }
  }

  /** How rules reach Prometheus: exactly one. */
  @ValidationRule(value = "[has(self.directory), has(self.configMap), has(self.prometheusRule)].exists_one(given, given)", message = "rules are delivered in one way: give exactly one of directory, configMap and prometheusRule")
  public record Delivery(@JsonPropertyDescription("A folder that Prometheus reads") @Nullable Directory directory,
      @JsonPropertyDescription("ConfigMaps that Prometheus has mounted") @Nullable ConfigMap configMap,
      @JsonPropertyDescription("PrometheusRules, for a Prometheus that prometheus-operator manages") @Nullable PrometheusRule prometheusRule) {

    /** Delivery to a Prometheus whose configuration is its owner's. */
    public Delivery(@Nullable Directory directory, @Nullable ConfigMap configMap) {
      this(directory, configMap, null);
    }
  }

  /** @param path a folder named in Prometheus' {@code rule_files} as {@code PATH/*.yaml} */
  public record Directory(
      @JsonPropertyDescription("A folder named in Prometheus' rule_files as PATH/*.yaml") @Required @Size(min = 1, max = 1024) @Nullable String path) {}

  /**
   * ConfigMaps {@code NAME-0} to {@code NAME-(shards-1)}.
   *
   * @param shards must not change lightly: a group that moves starts its {@code for} anew
   */
  public record ConfigMap(
      @JsonPropertyDescription("Namespace of the ConfigMaps") @Required @Size(min = 1, max = 63) @Pattern(Shapes.OBJECT_NAME) @Nullable String namespace,
      @JsonPropertyDescription("They are called NAME-0 to NAME-(shards-1)") @Required @Size(min = 1, max = 240) @Pattern(Shapes.OBJECT_NAME) @Nullable String name,
      @JsonPropertyDescription("Must not change lightly: a group that moves starts its for anew") @Default("8") @Min(1) @Max(64) @Nullable Integer shards) {}

  /**
   * PrometheusRules {@code NAME.NAMESPACE.GROUP}, one for each AlertRuleGroup.
   *
   * @param labels what {@code ruleSelector} of the Prometheus selects by
   */
  public record PrometheusRule(
      @JsonPropertyDescription("Namespace of the PrometheusRules, one that ruleNamespaceSelector selects") @Required @Size(min = 1, max = 63) @Pattern(Shapes.OBJECT_NAME) @Nullable String namespace,
      @JsonPropertyDescription("They are called NAME.NAMESPACE.GROUP, one for each AlertRuleGroup") @Required @Size(min = 1, max = 63) @Pattern(Shapes.OBJECT_NAME) @Nullable String name,
      @JsonPropertyDescription("Their labels, by which ruleSelector of the Prometheus selects them") @Size(max = 32) Map<String, @Size(max = 63) @Pattern(Shapes.LABEL_VALUE) String> labels) {
    public PrometheusRule {
      labels = labels == null ? Map.of() : Map.copyOf(labels);
    }
  }

  /**
   * @param urls the members of one cluster
   * @param inhibition where Alertmanager's configuration is Shizuka's to complete, for policies with {@code realise: Native}
   */
  public record Alertmanager(
      @JsonPropertyDescription("The members of one cluster") @Required @Size(min = 1, max = 16) List<@Size(max = 2048) @Pattern(Shapes.SERVER_URL) String> urls,
      @JsonPropertyDescription("Where inhibit_rules of policies with realise: Native are written; without it they are leases") @Nullable Inhibition inhibition) {
    public Alertmanager {
      urls = urls == null ? List.of() : List.copyOf(urls);
    }

    /** One whose configuration is not Shizuka's to complete. */
    public Alertmanager(List<String> urls) {
      this(urls, null);
    }
  }

  /** The configuration as its owner writes it, which is only read, and the completed one that Alertmanager runs with, which is only Shizuka's. */
  @ValidationRule(value = "has(self.secret) != has(self.file)", message = "the configuration comes from one place: give exactly one of secret and file")
  public record Inhibition(@JsonPropertyDescription("In a cluster: two Secrets") @Nullable InhibitionSecret secret,
      @JsonPropertyDescription("On hosts: two files") @Nullable InhibitionFile file) {}

  /** @param namespace of both Secrets */
  @ValidationRule(value = "self.base.name != self.output.name", message = "base is only read and output is only written: they are two Secrets")
  public record InhibitionSecret(
      @JsonPropertyDescription("Namespace of both Secrets") @Required @Size(min = 1, max = 63) @Pattern(Shapes.OBJECT_NAME) @Nullable String namespace,
      @JsonPropertyDescription("The configuration as its owner writes it; only read") @Required @Nullable SecretKey base,
      @JsonPropertyDescription("The completed configuration that Alertmanager runs with; only Shizuka writes it") @Required @Nullable SecretKey output) {}

  /** One key of a Secret. */
  public record SecretKey(
      @JsonPropertyDescription("Name of the Secret") @Required @Size(min = 1, max = 253) @Pattern(Shapes.OBJECT_NAME) @Nullable String name,
      @JsonPropertyDescription("Key within it, such as alertmanager.yaml") @Required @Size(min = 1, max = 253) @Nullable String key) {}

  /** Two files on Alertmanager's host. */
  @ValidationRule(value = "self.base != self.output", message = "base is only read and output is only written: they are two files")
  public record InhibitionFile(
      @JsonPropertyDescription("The configuration as its owner writes it; only read") @Required @Size(min = 1, max = 1024) @Nullable String base,
      @JsonPropertyDescription("The completed configuration that Alertmanager runs with; only Shizuka writes it") @Required @Size(min = 1, max = 1024) @Nullable String output) {}

  /**
   * Keys {@code username} and {@code password}, or {@code token}.
   *
   * @param secretRef a Secret in the operator's own namespace
   * @param file on hosts: a YAML file with those keys
   */
  @ValidationRule(value = "has(self.secretRef) != has(self.file)", message = "credentials come from one place: give exactly one of secretRef and file")
  public record Auth(@JsonPropertyDescription("A Secret in the operator's own namespace") @Nullable SecretRef secretRef,
      @JsonPropertyDescription("On hosts: a YAML file with those keys") @Size(min = 1, max = 1024) @Nullable String file) {}

  /**
   * @param caSecretRef Secret with {@code ca.crt}
   * @param clientSecretRef Secret with {@code tls.crt} and {@code tls.key}
   * @param caFile on hosts: PEM
   * @param certificateFile on hosts: PEM
   * @param keyFile on hosts: PEM
   */
  @ValidationRule(value = "has(self.certificateFile) == has(self.keyFile)", message = "a certificate needs its key: give certificateFile and keyFile together")
  @ValidationRule(value = "!(has(self.caSecretRef) && has(self.caFile))", message = "the CA comes from one place: give at most one of caSecretRef and caFile")
  @ValidationRule(value = "!(has(self.clientSecretRef) && has(self.certificateFile))", message = "the client certificate comes from one place: give at most one of clientSecretRef and certificateFile")
  public record Tls(
      @JsonPropertyDescription("Secret with ca.crt in the operator's own namespace") @Nullable SecretRef caSecretRef,
      @JsonPropertyDescription("Secret with tls.crt and tls.key in the operator's own namespace") @Nullable SecretRef clientSecretRef,
      @JsonPropertyDescription("On hosts: PEM") @Size(min = 1, max = 1024) @Nullable String caFile,
      @JsonPropertyDescription("On hosts: PEM") @Size(min = 1, max = 1024) @Nullable String certificateFile,
      @JsonPropertyDescription("On hosts: PEM") @Size(min = 1, max = 1024) @Nullable String keyFile) {}

  /** A Secret in the operator's own namespace. */
  public record SecretRef(
      @JsonPropertyDescription("Name of the Secret") @Required @Size(min = 1, max = 253) @Pattern(Shapes.OBJECT_NAME) @Nullable String name) {}

  /** Whether everything that Shizuka silences there must end. */
  public boolean suspended() {
    return Boolean.TRUE.equals(suspendSuppression);
  }

  /** The same, where everything is to be heard. */
  public MonitoringBackendSpec suspending() {
    return new MonitoringBackendSpec(namespaceSelector, honorLabelsIn, true, prometheus, alertmanager, auth, tls);
  }
}
