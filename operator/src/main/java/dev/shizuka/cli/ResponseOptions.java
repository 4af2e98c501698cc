package dev.shizuka.cli;

import dev.shizuka.cli.inbound.ResponseApi;
import dev.shizuka.cli.inbound.ResponseApi.Limits;
import dev.shizuka.cli.inbound.ResponseCounts;
import dev.shizuka.cli.inbound.SecretFile;
import dev.shizuka.cli.inbound.SecretFile.UnusableSecretException;
import dev.shizuka.response.EpisodePrefixes;
import dev.shizuka.response.Responses;
import io.prometheus.client.CollectorRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who may tell Shizuka of responses. Without secrets the endpoints do not exist. */
final class ResponseOptions {
  @Option(names = "--responses-token-file", paramLabel = "FILE", description = "Bearer tokens, one a line, for POST /api/v1/alertmanager and "
      + "/api/v1/responses; without it they do not exist")
  private @Nullable Path tokens;

  @Option(names = "--pagerduty-secret-file", paramLabel = "FILE", description = "Secrets of PagerDuty webhook subscriptions, one a line, for POST "
      + "/api/v1/pagerduty; without it that does not exist")
  private @Nullable Path pagerDuty;

  @Option(names = "--responses-rate", paramLabel = "N", defaultValue = "50", description = "Requests a second that each of these endpoints "
      + "takes in the long run; four times as many at once (default: ${DEFAULT-VALUE})")
  private int rate = 50;

  /** @throws UnusableException where a file cannot be used */
  void check() {
    if (rate < 1 || rate > 10_000) {
      throw new UnusableException("--responses-rate must be 1 to 10000");
    }
    Stream.of(tokens(), pagerDuty()).flatMap(Optional::stream).forEach(file -> {
      try {
        file.secrets();
      } catch (UnusableSecretException unusable) {
        throw new UnusableException(String.valueOf(unusable.getMessage()));
      }
    });
  }

  /**
   * The endpoints; empty where nobody asked for them.
   *
   * @param responses where they are kept
   */
  Optional<ResponseApi> api(Responses responses, EpisodePrefixes episodes, CollectorRegistry registry) {
    if (tokens == null && pagerDuty == null) {
      return Optional.empty();
    }
    return Optional
        .of(new ResponseApi(new ResponseApi.Settings(responses, episodes, tokens(), pagerDuty(), Limits.of(rate),
            Clock.systemUTC(), new ResponseCounts(registry))));
  }

  private Optional<SecretFile> tokens() {
    return Optional.ofNullable(tokens).map(SecretFile::new);
  }

  private Optional<SecretFile> pagerDuty() {
    return Optional.ofNullable(pagerDuty).map(SecretFile::new);
  }
}
