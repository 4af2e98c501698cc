package dev.shizuka.backend;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * TLS contexts by what they are made of: the same PEM texts give the same context, so that {@link Access} read again is equal to what it was
 * unless a certificate changed.
 */
public final class TlsContexts {
  private static final int MOST = 64;
  private final Map<Pem, SSLContext> contexts = new LinkedHashMap<>();

  private record Pem(Optional<String> ca, Optional<String> certificate, Optional<String> key) {}

  /** As {@link TlsContext#of}. */
  public synchronized SSLContext of(Optional<String> ca, Optional<String> certificate, Optional<String> key)
      throws BackendException {
    Pem pem = new Pem(ca, certificate, key);
    SSLContext known = contexts.get(pem);
    if (known != null) {
      return known;
    }
    SSLContext made = TlsContext.of(ca, certificate, key);
    if (contexts.size() >= MOST) {
      contexts.remove(contexts.keySet().iterator().next());
    }
    contexts.put(pem, made);
    return made;
  }
}
