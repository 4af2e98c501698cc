package dev.shizuka.operator;

import dev.shizuka.backend.BackendException;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the API server's refusal of something with rules means. */
final class ApiRefusal {
  private ApiRefusal() {}

  /** @param what such as {@code ConfigMap monitoring/rules-0 cannot be written} */
  static BackendException of(String what, KubernetesClientException refused) {
    String sentence = what + " (" + refused.getCode() + "): ";
    return switch (refused.getCode()) {
      case 403 -> new BackendException("Forbidden", true, sentence + "check the operator's Role in that namespace");
      case 404 -> new BackendException("NamespaceMissing", true, sentence + "the namespace does not exist");
      case 409 -> new BackendException("Conflict", true, sentence + "somebody else wrote it at the same moment");
      case 400, 413, 422 -> new BackendException("Refused", false, sentence + words(refused));
      default -> new BackendException("Unreachable", true, sentence + refused.getMessage());
    };
  }

  /** An admission webhook's own words are among the causes. */
  private static String words(KubernetesClientException refused) {
    Status status = refused.getStatus();
    if (status == null || status.getMessage() == null) {
      return String.valueOf(refused.getMessage());
    }
    Stream<String> causes = status.getDetails() == null
        ? Stream.empty()
        : status.getDetails().getCauses().stream().map(StatusCause::getMessage);
    return Stream.concat(Stream.of(status.getMessage()),
        causes.filter(cause -> cause != null && !status.getMessage().contains(cause)))
        .collect(Collectors.joining("; "));
  }
}
