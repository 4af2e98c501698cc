package dev.shizuka.testbed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;

/** What the accounts of the operator's namespace asked of an API server, in that server's own words. */
public final class AuditLog {
  static final String POLICY = """
      apiVersion: audit.k8s.io/v1
      kind: Policy
      omitStages: [RequestReceived]
      rules:
      - {level: Request, userGroups: ["system:serviceaccounts:%1$s"], resources: [{group: shizuka.dev}]}
      - {level: Metadata, userGroups: ["system:serviceaccounts:%1$s"]}
      - {level: None}
      """.formatted(Account.NAMESPACE);
  private static final Set<String> READS = Set.of("get", "list", "watch");
  private static final ObjectMapper JSON = new ObjectMapper();
  private final Path file;

  AuditLog(Path file) {
    this.file = file;
  }

  /**
   * One request; a watch is told of twice.
   *
   * @param resource with its subresource, {@code alertrulegroups/status}; empty where the request is about none, as for {@code /version}
   * @param namespace empty where it is about all, or the resource has none
   * @param name empty where it is about several, or a new one
   * @param body of requests that are about our own kinds
   */
  public record Request(String verb, String group, String resource, String namespace, String name, boolean allowed,
      String body) {
    public boolean writes() {
      return !READS.contains(verb) && !resource.isEmpty();
    }
  }

  /** All until now, in the order of their ends. */
  public List<Request> requests() throws IOException {
    String log = Files.exists(file) ? Files.readString(file) : "";
    List<Request> requests = new ArrayList<>();
    // The last line may be half written.
    for (String line : log.substring(0, log.lastIndexOf('\n') + 1).lines().toList()) {
      requests.add(request(JSON.readTree(line)));
    }
    return requests;
  }

  private static Request request(JsonNode event) {
    JsonNode object = event.path("objectRef");
    String subresource = object.path("subresource").asText();
    return new Request(event.path("verb").asText(), object.path("apiGroup").asText(),
        object.path("resource").asText() + (subresource.isEmpty() ? "" : "/" + subresource),
        object.path("namespace").asText(), object.path("name").asText(),
        event.path("annotations").path("authorization.k8s.io/decision").asText().equals("allow"),
        event.path("requestObject").toString());
  }

  /** What was asked without the right to it. */
  public List<Request> refused() throws IOException {
    return requests().stream().filter(request -> !request.allowed()).toList();
  }

  /** What was written, but for the Lease, which is renewed all the time. */
  public List<Request> writes() throws IOException {
    return requests().stream().filter(request -> request.writes() && !request.resource().equals("leases")).toList();
  }

  /** Waits until nothing but the Lease has been written for that long; returns how many writes there were until then. */
  public int awaitQuiet(Duration quiet) {
    return Awaitility.await("no more writes").atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(500))
        .until(() -> writes().size(), new Unchanged(quiet)::holds);
  }

  private static final class Unchanged {
    private final Duration wanted;
    private int last = -1;
    private long since;

    Unchanged(Duration wanted) {
      this.wanted = wanted;
    }

    boolean holds(int now) {
      if (now != last) {
        last = now;
        since = System.nanoTime();
      }
      return System.nanoTime() - since > wanted.toNanos();
    }
  }
}
