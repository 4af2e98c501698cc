package dev.shizuka.backend;

import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.catalog.ResourceId;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How to get in at a backend's servers.
 *
 * @param authorization value of the {@code Authorization} header; never logged
 */
public record Access(Optional<String> authorization, Optional<SSLContext> tls) {
  public static final Access OPEN = new Access(Optional.empty(), Optional.empty());

  /** Never shows the credentials. */
  @Override
  public String toString() {
    return "Access[authorization=" + (authorization.isPresent() ? "set" : "none") + ", tls="
        + (tls.isPresent() ? "own" : "default")
        + "]";
  }

  /** Reads Secrets or files. */
  public interface Source {
    /** @throws BackendException reason {@code CredentialsMissing} where they cannot be read or make no sense */
    Access of(ResourceId backend, MonitoringBackendSpec spec) throws BackendException;
  }
}
