package dev.shizuka.report.run;

import dev.shizuka.backend.Access;
import dev.shizuka.backend.BackendException;
import dev.shizuka.backend.Http;
import dev.shizuka.report.run.Sent.Arrived;
import dev.shizuka.report.run.Sent.Refused;
import dev.shizuka.report.run.Sent.Unanswered;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * Sends a report to a webhook, once. What it says never holds the address, nor words of the receiver, which may hold it.
 *
 * @param timeout until the receiver answers
 */
record Webhook(Duration timeout) {
  /** Nobody reads it. */
  private static final int LARGEST_REPLY = 1 << 20;
  private static final Set<String> SCHEMES = Set.of("http", "https");
  private static final int GATEWAY_TIMEOUT = 504;

  /** @param key the same at every try of the same delivery */
  Sent send(String address, String key, String json) {
    URI url = url(address);
    if (url == null) {
      return new Refused("what is kept as its address is no URL such as https://hooks.example.com/services/…");
    }
    URI base = URI.create(url.getScheme() + "://" + url.getRawAuthority());
    String path = url.getRawPath() + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
    try (Http http = new Http("the receiver", base, Access.OPEN, new Http.Limits(timeout, LARGEST_REPLY))) {
      return answer(http.post(path, Map.of("Idempotency-Key", key), json).status());
    } catch (BackendException failed) {
      return failure(failed);
    }
  }

  private static @Nullable URI url(String address) {
    try {
      URI url = new URI(address.strip());
      boolean good = url.getHost() != null && url.getScheme() != null && url.getRawUserInfo() == null
          && SCHEMES.contains(url.getScheme().toLowerCase(Locale.ROOT));
      return good ? url : null;
    } catch (URISyntaxException wrong) {
      return null;
    }
  }

  /** A receiver that says no is taken at its word; a gateway that waited in vain knows no more than we do. */
  private static Sent answer(int status) {
    if (status / 100 == 2) {
      return new Arrived();
    }
    return status == GATEWAY_TIMEOUT
        ? new Unanswered("a gateway before the receiver got no answer in time (504)")
        : new Refused("the receiver answered " + status);
  }

  private static Sent failure(BackendException failed) {
    Throwable cause = failed.getCause();
    if (cause == null) {
      return new Refused(failed.reason().equals("AddressRefused")
          ? "its address is a link-local or special one: use the receiver's own"
          : "no host is found for its address");
    }
    String why = cause.getClass().getSimpleName();
    return cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException
        || cause instanceof SSLHandshakeException
            ? new Refused("the receiver cannot be reached (" + why + ")")
            : new Unanswered("no answer came (" + why + ")");
  }
}
