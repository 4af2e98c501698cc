package dev.shizuka.cli;

import dev.shizuka.api.NoiseReportSpec;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.catalog.DirectoryCatalog;
import dev.shizuka.catalog.Unreadable;
import dev.shizuka.compile.NoiseReportCompiler;
import dev.shizuka.compile.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which report is meant, and what is declared besides.
 *
 * @param problems why it cannot be made, as lines for people; empty where it can
 */
record ReportSelection(Optional<Declared<NoiseReportSpec>> report, Catalog catalog, List<String> problems) {
  /**
   * @param argument a file with one report, else the name of one in {@code directory}
   * @throws UnusableException where there is no such report
   */
  static ReportSelection of(String argument, @Nullable Path directory) {
    try {
      Catalog declared = directory == null ? Catalog.EMPTY : DirectoryCatalog.read(directory);
      if (Files.isRegularFile(Path.of(argument))) {
        return inFile(argument, DirectoryCatalog.readFile(Path.of(argument)), directory == null ? null : declared);
      }
      if (directory == null) {
        throw new UnusableException(argument + " is no file: name a file that holds a NoiseReport, or give --directory"
            + " and the name of one that is declared there");
      }
      return named(argument, declared, directory);
    } catch (IllegalArgumentException unreadable) {
      throw new UnusableException(String.valueOf(unreadable.getMessage()));
    }
  }

  private static ReportSelection inFile(String file, Catalog own, @Nullable Catalog around) {
    List<Verdict> verdicts = NoiseReportCompiler.compile(own);
    if (verdicts.size() > 1) {
      throw new UnusableException(file + " holds " + verdicts.size() + " reports: name one of "
          + names(verdicts) + " with --directory and the folder that it lies in");
    }
    return verdicts.isEmpty()
        ? none(file + " holds no NoiseReport or ClusterNoiseReport that can be read", own)
        : of(verdicts.getFirst(), own, around == null ? own : around);
  }

  private static ReportSelection named(String name, Catalog declared, Path directory) {
    List<Verdict> verdicts = NoiseReportCompiler.compile(declared);
    return verdicts.stream().filter(verdict -> verdict.id().qualifiedName().equals(name)).findFirst()
        .map(verdict -> of(verdict, declared, declared))
        .orElseGet(() -> none(directory + " declares no report " + name + ": "
            + (verdicts.isEmpty() ? "it declares none at all" : "there are " + names(verdicts)), declared));
  }

  private static String names(List<Verdict> verdicts) {
    return String.join(", ", verdicts.stream().map(verdict -> verdict.id().qualifiedName()).toList());
  }

  /** Nothing that could be read; a mistake in a file may be why. */
  private static ReportSelection none(String message, Catalog declared) {
    List<String> problems = new ArrayList<>(declared.unreadable().stream().map(ReportSelection::line).toList());
    if (problems.isEmpty()) {
      throw new UnusableException(message);
    }
    problems.add(message);
    return new ReportSelection(Optional.empty(), declared, problems);
  }

  private static ReportSelection of(Verdict verdict, Catalog own, Catalog around) {
    List<String> problems = verdict.accepted()
        ? List.of()
        : verdict.problems().stream()
            .map(problem -> line(new Unreadable(Optional.of(verdict.id()), verdict.origin(), problem))).toList();
    return new ReportSelection(
        own.reports().stream().filter(report -> report.id().equals(verdict.id())).findFirst(), around, problems);
  }

  private static String line(Unreadable unreadable) {
    return unreadable.origin().file() + ":" + unreadable.origin().line(unreadable.problem().path()) + ": "
        + unreadable.id().map(id -> id + ": ").orElse("") + unreadable.problem().reason() + ": "
        + unreadable.problem().message();
  }
}
