package dev.shizuka.cli.inbound;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shizuka.cli.inbound.RefusedException.Why;
import dev.shizuka.response.Fault;
import dev.shizuka.response.Responses.Outcome;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What each sender understands. */
enum Answers {
  /**
   * Alertmanager's webhook receiver: empty bodies. It comes again after 5xx only, so that a limit is told as 503 (Alertmanager, {@code
   * notify/util.go}, {@code Retrier}).
   */
  ALERTMANAGER {
    @Override
    int status(Why why) {
      return why == Why.LIMITED || why == Why.TOO_SLOW ? 503 : why.status();
    }
  },
  /**
   * PagerDuty: empty bodies. It comes again after 429 and 5xx. What is signed and cannot be read is taken and forgotten: after three other 4xx it
   * would send nothing for a day (PagerDuty developer documentation, "Webhooks: Behavior").
   */
  PAGERDUTY {
    @Override
    int status(Why why) {
      return switch (why) {
        case UNREADABLE -> 202;
        case TOO_SLOW -> 503;
        default -> why.status();
      };
    }
  },
  /** The generic form: JSON, and problems as RFC 9457 has them. */
  FORM {
    @Override
    void accepted(Context context, Outcome outcome) {
      Map<String, Integer> body = new TreeMap<>(
          Map.of("new", outcome.added(), "known", outcome.known(), "unmatched", outcome.unmatched()));
      context.status(200).contentType("application/json; charset=utf-8").result(json(body));
    }

    @Override
    void explain(Context context, RefusedException refused) {
      Map<String, Object> problem = new TreeMap<>(
          Map.of("title", refused.why().sentence(), "status", refused.why().status()));
      if (!refused.faults().isEmpty()) {
        problem.put("errors", refused.faults().stream().limit(100).map(Answers::error).toList());
      }
      context.contentType("application/problem+json; charset=utf-8").result(json(problem));
    }
  };

  private static final ObjectMapper JSON = new ObjectMapper();

  int status(Why why) {
    return why.status();
  }

  void accepted(Context context, Outcome outcome) {
    context.status(204);
  }

  void explain(Context context, RefusedException refused) {
    // Nobody reads it.
  }

  final void refused(Context context, RefusedException refused) {
    context.status(status(refused.why()));
    if (refused.retryAfter().isPositive()) {
      context.header("Retry-After", String.valueOf(refused.retryAfter().toSeconds() + 1));
    }
    if (List.of(Why.TOO_LARGE, Why.TOO_SLOW).contains(refused.why())) {
      // The rest of the body would have to be read before the next request.
      context.header("Connection", "close");
    }
    explain(context, refused);
  }

  private static Map<String, String> error(Fault fault) {
    return new TreeMap<>(Map.of("pointer", fault.at(), "detail", fault.message()));
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
