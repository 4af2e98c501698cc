package dev.shizuka.cli.inbound;

import dev.shizuka.response.AlertmanagerWebhook;
import dev.shizuka.response.EpisodePrefixes;
import dev.shizuka.response.PagerDutyWebhook;
import dev.shizuka.response.ResponseForm;
import dev.shizuka.response.Responses;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * {@code POST /api/v1/alertmanager}, {@code /api/v1/responses} and {@code /api/v1/pagerduty}; an endpoint without secrets does not exist. Requests and
 * answers are in {@code docs/openapi.yaml}.
 */
public final class ResponseApi {
  private final Settings settings;

  /**
   * @param tokens for Alertmanager and the generic form
   * @param pagerDuty secrets of PagerDuty's webhook subscriptions
   */
  public record Settings(Responses responses, EpisodePrefixes episodes, Optional<SecretFile> tokens,
      Optional<SecretFile> pagerDuty, Limits limits, Clock clock, ResponseCounts counts) {}

  /**
   * Each endpoint's own.
   *
   * @param perSecond requests, in the long run
   * @param burst requests at once
   * @param patience for a pause while a body arrives; all of it may take twice as long
   */
  public record Limits(int perSecond, int burst, Duration patience) {
    public static final Limits DEFAULT = of(50);

    /** With four seconds' worth of burst. */
    public static Limits of(int perSecond) {
      return new Limits(perSecond, 4 * perSecond, Duration.ofSeconds(5));
    }
  }

  public ResponseApi(Settings settings) {
    this.settings = settings;
  }

  /** Slow senders must neither hold a thread that others need nor a connection for long. */
  public void prepare(JavalinConfig config, QueuedThreadPool threads) {
    threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
    config.jetty.modifyHttpConfiguration(http -> http.setIdleTimeout(settings.limits().patience().toMillis()));
  }

  /** Adds the endpoints to a server. */
  public void serve(Javalin server) {
    settings.tokens().map(Secrets::new).map(Guard.Bearer::new).ifPresent(guard -> {
      add(server,
          new Endpoint.Kind(AlertmanagerWebhook.SOURCE, guard, AlertmanagerWebhook::read, Answers.ALERTMANAGER));
      add(server, new Endpoint.Kind("responses", guard,
          delivery -> ResponseForm.read(delivery, settings.episodes()), Answers.FORM));
    });
    settings.pagerDuty().map(Secrets::new).map(Guard.Signature::new).ifPresent(guard -> add(server,
        new Endpoint.Kind(PagerDutyWebhook.SOURCE, guard, PagerDutyWebhook::read, Answers.PAGERDUTY)));
  }

  private void add(Javalin server, Endpoint.Kind kind) {
    server.post("/api/v1/" + kind.source(), new Endpoint(kind, settings)::handle);
  }
}
