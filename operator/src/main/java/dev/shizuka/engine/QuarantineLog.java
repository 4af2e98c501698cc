package dev.shizuka.engine;

import dev.shizuka.backend.RuleSync;
import dev.shizuka.catalog.Problem;
import dev.shizuka.compile.Verdict;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells whoever mends Shizuka of objects that break it: once each, and again when it breaks in another way. */
final class QuarantineLog {
  private static final Logger LOG = LoggerFactory.getLogger(QuarantineLog.class);
  private Set<String> told = Set.of();

  void look(Results results) {
    Stream<Verdict> ofGroups = results.rules().values().stream().map(RuleSync::verdicts).flatMap(List::stream);
    Set<String> now = Stream.concat(results.verdicts().stream(), ofGroups).flatMap(QuarantineLog::sentences)
        .collect(Collectors.toSet());
    now.stream().filter(sentence -> !told.contains(sentence)).sorted().forEach(LOG::error);
    told = now;
  }

  private static Stream<String> sentences(Verdict verdict) {
    return Stream
        .concat(verdict.problems().stream(), verdict.rules().stream().flatMap(rule -> rule.problems().stream()))
        .filter(Problem::isQuarantine).map(problem -> verdict.id() + problem.path() + ": " + problem.message());
  }
}
