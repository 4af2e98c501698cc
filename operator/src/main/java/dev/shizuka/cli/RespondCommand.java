package dev.shizuka.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shizuka.cli.RespondRequest.Entry;
import dev.shizuka.cli.inbound.SecretFile;
import dev.shizuka.cli.inbound.SecretFile.UnusableSecretException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code shizuka respond}: tells a running Shizuka what a person did about an episode. */
@Command(name = "respond", description = "Tells a running Shizuka what a person did about an episode.", mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class RespondCommand implements Callable<Integer> {
  @Parameters(paramLabel = "EPISODE", description = "BACKEND/FINGERPRINT/FIRST_SEEN_MILLIS, or the first digits of a fingerprint, at least four")
  private String episode;
  @ArgGroup(multiplicity = "1", exclusive = false)
  private Deed deed;
  @Option(names = "--person", paramLabel = "NAME", defaultValue = "${sys:user.name}", description = "Who it was (default: ${DEFAULT-VALUE})")
  private String person;
  @Option(names = "--url", defaultValue = "http://127.0.0.1:9876", description = "Where that Shizuka listens (default: ${DEFAULT-VALUE})")
  private URI url;
  @Option(names = "--token-file", paramLabel = "FILE", description = "File with a token of its --responses-token-file; the first line counts")
  private @Nullable Path tokenFile;
  @Mixin
  private OutputOption output;
  @Spec
  private CommandSpec spec;

  /** What was done; any of these together. */
  static final class Deed {
    @Option(names = "--acknowledge", description = "Somebody is on it")
    private boolean acknowledge;
    @Option(names = "--resolve", description = "It is done")
    private boolean resolve;
    @Option(names = "--cause", paramLabel = "TEXT", description = "Why it fired, or why the answer was late")
    private @Nullable String cause;
    @Option(names = "--note", paramLabel = "TEXT", description = "Anything else worth keeping")
    private @Nullable String note;

    List<Entry> entries() {
      List<Entry> entries = new ArrayList<>();
      if (acknowledge) {
        entries.add(new Entry("acknowledged", null));
      }
      if (resolve) {
        entries.add(new Entry("resolved", null));
      }
      if (cause != null) {
        entries.add(new Entry("cause", cause));
      }
      if (note != null) {
        entries.add(new Entry("note", note));
      }
      return entries;
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    RespondRequest.Reply reply = RespondRequest.send(url, token(),
        RespondRequest.body(episode, person, deed.entries()));
    return reply.status() == 200 ? recorded(reply.body()) : refused(reply.body());
  }

  private @Nullable String token() {
    try {
      return tokenFile == null ? null : new SecretFile(tokenFile).secrets().getFirst();
    } catch (UnusableSecretException unusable) {
      throw new UnusableException(String.valueOf(unusable.getMessage()));
    }
  }

  private int recorded(JsonNode outcome) {
    int unmatched = outcome.path("unmatched").asInt();
    if (output.json()) {
      out().println(Json.text(outcome));
    } else if (unmatched > 0) {
      out().println("kept: Shizuka knows no episode " + episode + " yet, and joins this to it when it does");
    } else {
      out().println("recorded for " + episode + ": "
          + String.join(", ", deed.entries().stream().map(Entry::type).toList()) + " by " + person);
    }
    return 0;
  }

  /** Shizuka understood who asks, and says what is wrong with it. */
  private int refused(JsonNode problem) {
    List<String> details = new ArrayList<>();
    problem.path("errors").forEach(error -> details.add(error.path("detail").asText()));
    List<String> told = details.stream().distinct().toList();
    if (output.json()) {
      Map<String, Object> refusal = new LinkedHashMap<>();
      refusal.put("refused", told);
      out().println(Json.text(refusal));
    } else {
      told.forEach(detail -> spec.commandLine().getErr().println("shizuka: " + detail));
    }
    return Shizuka.NOT_IN_FORCE;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
