package dev.shizuka.backend;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * HTTP to one server of a backend: no redirects, no link-local addresses, bounded replies and times, credentials never in a message.
 */
public final class Http implements AutoCloseable {
  /** 100,000 alerts are 60 MB. */
  private static final int LARGEST_REPLY = 512 << 20;
  /** Metadata services of clouds that are not link-local: AWS over IPv6, Alibaba, Azure. */
  private static final Set<String> METADATA = Set.of("fd00:ec2:0:0:0:0:0:254", "100.100.100.200", "168.63.129.16");
  private final String title;
  private final URI base;
  private final Access access;
  private final Limits limits;
  private final HttpClient client;

  /**
   * What one exchange may take.
   *
   * @param timeout until the reply begins, and twice that until it ends
   * @param reply bytes
   */
  public record Limits(Duration timeout, int reply) {}

  /** @param title what messages call it: {@code Prometheus main at http://prometheus:9090} */
  public Http(String title, URI base, Access access, Duration timeout) {
    this(title, base, access, new Limits(timeout, LARGEST_REPLY));
  }

  /** @param title what messages call it */
  public Http(String title, URI base, Access access, Limits limits) {
    this.title = title;
    this.base = base;
    this.access = access;
    this.limits = limits;
    HttpClient.Builder builder = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER)
        .version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5));
    access.tls().ifPresent(builder::sslContext);
    this.client = builder.build();
  }

  public String title() {
    return title;
  }

  public URI base() {
    return base;
  }

  /** A reply of any status. */
  public record Reply(int status, byte[] body) {
    public boolean ok() {
      return status / 100 == 2;
    }

    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  /** @param path with query, below the base URL, starting with a slash */
  public Reply get(String path) throws BackendException {
    return send(request(path).GET().build());
  }

  public Reply delete(String path) throws BackendException {
    return send(request(path).DELETE().build());
  }

  /** @param contentType such as {@code application/json} */
  public Reply post(String path, String contentType, String body) throws BackendException {
    return send(
        request(path).header("Content-Type", contentType).POST(HttpRequest.BodyPublishers.ofString(body)).build());
  }

  /** @param headers besides the content's type */
  public Reply post(String path, Map<String, String> headers, String json) throws BackendException {
    HttpRequest.Builder request = request(path).header("Content-Type", "application/json");
    headers.forEach(request::header);
    return send(request.POST(HttpRequest.BodyPublishers.ofString(json)).build());
  }

  /** The reply if it is a success; otherwise what the server said, as an exception that names credentials, access or refusal. */
  public Reply expectOk(Reply reply) throws BackendException {
    if (reply.ok()) {
      return reply;
    }
    String said = reply.text().strip();
    String words = said.length() > 500 ? said.substring(0, 500) + "…" : said;
    throw switch (reply.status()) {
      case 401 -> new BackendException("Unauthorized", true, title + " refused the credentials (401): check spec.auth");
      case 403 ->
        new BackendException("Forbidden", true, title + " forbids this (403): check what these credentials may do");
      case 429, 502, 503, 504 ->
        new BackendException("Unavailable", true, title + " is not available (" + reply.status() + "): " + words);
      default ->
        new BackendException("Refused", reply.status() >= 500, title + " answered " + reply.status() + ": " + words);
    };
  }

  private HttpRequest.Builder request(String path) throws BackendException {
    refuseLinkLocal();
    String root = base.toString().replaceAll("/+$", "");
    HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(root + path)).timeout(limits.timeout());
    access.authorization().ifPresent(value -> builder.header("Authorization", value));
    return builder;
  }

  private void refuseLinkLocal() throws BackendException {
    try {
      for (InetAddress address : InetAddress.getAllByName(base.getHost())) {
        if (address.isLinkLocalAddress() || address.isAnyLocalAddress() || address.isMulticastAddress()
            || METADATA.contains(address.getHostAddress())) {
          throw new BackendException("AddressRefused", false,
              title + " resolves to " + address.getHostAddress()
                  + ", a link-local or special address: use the server's own address");
        }
      }
    } catch (UnknownHostException unknown) {
      throw new BackendException("Unreachable", true,
          title + " cannot be found: no address for host " + base.getHost());
    }
  }

  /** The client's own time-out ends with the reply's head, so the rest has one too: a reply that stops half-way would hold its caller for ever. */
  private Reply send(HttpRequest request) throws BackendException {
    CompletableFuture<HttpResponse<byte[]>> reply = client.sendAsync(request,
        HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), limits.reply()));
    try {
      HttpResponse<byte[]> response = reply.get(limits.timeout().multipliedBy(2).toMillis(), TimeUnit.MILLISECONDS);
      return new Reply(response.statusCode(), response.body());
    } catch (ExecutionException failed) {
      throw unreachable(Optional.ofNullable(failed.getCause()).orElse(failed));
    } catch (TimeoutException stalled) {
      reply.cancel(true);
      throw caused("Unreachable", title + " cannot be reached: its reply timed out half-way", stalled);
    } catch (InterruptedException interrupted) {
      reply.cancel(true);
      Thread.currentThread().interrupt();
      throw caused("Interrupted", title + ": interrupted", interrupted);
    }
  }

  private BackendException unreachable(Throwable cause) {
    String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return caused("Unreachable", title + " cannot be reached: " + why, cause);
  }

  /** The cause tells a caller that must know whether the request may have arrived. */
  private static BackendException caused(String reason, String message, Throwable cause) {
    BackendException failed = new BackendException(reason, true, message);
    failed.initCause(cause);
    return failed;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
