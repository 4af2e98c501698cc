package dev.shizuka.compile;

import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.api.MonitoringBackendSpec.Auth;
import dev.shizuka.api.MonitoringBackendSpec.SecretRef;
import dev.shizuka.api.MonitoringBackendSpec.Tls;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What may be wrong with one MonitoringBackend. The schema says the same; old objects and directories never met it. */
final class BackendCheck {
  private static final int MOST_URLS = 16;
  private static final int LONGEST_NAME = 253;

  private final Problems problems = new Problems();
  private final DeliveryCheck delivery;
  private final boolean inCluster;
  private final InhibitionCheck inhibition;

  BackendCheck(Optional<String> rulesRoot, boolean inCluster, InhibitionCheck inhibition) {
    this.delivery = new DeliveryCheck(rulesRoot, inCluster);
    this.inCluster = inCluster;
    this.inhibition = inhibition;
  }

  List<Problem> check(Declared<MonitoringBackendSpec> backend) {
    MonitoringBackendSpec spec = backend.spec();
    problems.require(Problems.name(backend.id().name(), LONGEST_NAME), "/metadata/name", "NameInvalid",
        "The name must be lower-case letters, digits, - and .");
    problems.require(spec.prometheus() != null || spec.alertmanager() != null, "/spec", "BackendEmpty",
        "Name a prometheus, an alertmanager or both");
    if (spec.prometheus() != null) {
      urls("/spec/prometheus/urls", spec.prometheus().urls());
      delivery.check(spec.prometheus().delivery(), problems);
    }
    if (spec.alertmanager() != null) {
      urls("/spec/alertmanager/urls", spec.alertmanager().urls());
    }
    inhibition.check(backend, problems);
    auth(spec.auth());
    tls(spec.tls());
    return problems.all();
  }

  private void urls(String path, List<String> urls) {
    problems.require(!urls.isEmpty() && urls.size() <= MOST_URLS, path, "UrlInvalid",
        "1 to " + MOST_URLS + " addresses are required");
    for (int index = 0; index < urls.size(); index++) {
      String at = path + "/" + index;
      urlProblem(urls.get(index)).ifPresent(message -> problems.add(at, "UrlInvalid", message));
    }
  }

  /** Never repeats the address where it may hold a password. */
  private static Optional<String> urlProblem(String text) {
    try {
      URI url = new URI(text);
      boolean http = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
      if (url.getRawUserInfo() != null || text.indexOf('@') >= 0) {
        return Optional.of("An address holds no user or password: put them where auth says");
      }
      if (!http || url.getHost() == null || url.getPort() > 65535) {
        return Optional.of("`" + text + "` is no address such as http://host:9090");
      }
      if (url.getRawQuery() != null || url.getRawFragment() != null) {
        return Optional.of("`" + text + "` must end before ? and #");
      }
      return Optional.empty();
    } catch (URISyntaxException wrong) {
      return Optional.of("This is no address such as http://host:9090: " + wrong.getReason());
    }
  }

  private void auth(@Nullable Auth auth) {
    if (auth == null) {
      return;
    }
    problems.require((auth.secretRef() == null) != (auth.file() == null), "/spec/auth", "AuthInvalid",
        "Exactly one of secretRef and file is required");
    secret("/spec/auth/secretRef", auth.secretRef());
    file("/spec/auth/file", auth.file());
  }

  private void tls(@Nullable Tls tls) {
    if (tls == null) {
      return;
    }
    problems.require(tls.caSecretRef() == null || tls.caFile() == null, "/spec/tls", "TlsInvalid",
        "Only one of caSecretRef and caFile is allowed");
    boolean files = tls.certificateFile() != null || tls.keyFile() != null;
    problems.require(!files || (tls.certificateFile() != null && tls.keyFile() != null), "/spec/tls", "TlsInvalid",
        "certificateFile and keyFile go together");
    problems.require(tls.clientSecretRef() == null || !files, "/spec/tls", "TlsInvalid",
        "Only one of clientSecretRef and certificateFile is allowed");
    secret("/spec/tls/caSecretRef", tls.caSecretRef());
    secret("/spec/tls/clientSecretRef", tls.clientSecretRef());
    file("/spec/tls/caFile", tls.caFile());
    file("/spec/tls/certificateFile", tls.certificateFile());
    file("/spec/tls/keyFile", tls.keyFile());
  }

  private void secret(String path, @Nullable SecretRef secret) {
    if (secret == null) {
      return;
    }
    problems.require(inCluster, path, "SecretRefused", "Secrets need a cluster: use a file on hosts");
    problems.require(Problems.name(secret.name(), LONGEST_NAME), path + "/name", "SecretRefused",
        "Name a Secret in the operator's own namespace");
  }

  private void file(String path, @Nullable String file) {
    if (file == null) {
      return;
    }
    problems.require(!inCluster, path, "FileRefused", "In a cluster no file is read for an object: use a Secret");
    problems.require(!file.isBlank(), path, "FileRefused", "Name a file");
  }
}
