package dev.shizuka;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between the packages, as CONTRIBUTING draws them. */
@AnalyzeClasses(packages = "dev.shizuka", importOptions = DoNotIncludeTests.class)
class ArrowsTest {
  @ArchTest
  static final ArchRule packagesDependOnlyOnEarlierSteps = layeredArchitecture().consideringOnlyDependenciesInLayers()
      .layer("api").definedBy("dev.shizuka.api..").layer("catalog").definedBy("dev.shizuka.catalog..").layer("policy")
      .definedBy("dev.shizuka.policy..")
      .layer("compile").definedBy("dev.shizuka.compile..").layer("plan").definedBy("dev.shizuka.plan..")
      .layer("backend").definedBy("dev.shizuka.backend..")
      .layer("response").definedBy("dev.shizuka.response..")
      .layer("ledger").definedBy("dev.shizuka.ledger..").layer("observe").definedBy("dev.shizuka.observe..")
      .layer("report").definedBy("dev.shizuka.report..")
      .layer("engine").definedBy("dev.shizuka.engine..").layer("operator").definedBy("dev.shizuka.operator..")
      .layer("cli").definedBy("dev.shizuka.cli..")
      .whereLayer("api").mayNotAccessAnyLayer()
      .whereLayer("catalog").mayOnlyAccessLayers("api")
      .whereLayer("policy").mayOnlyAccessLayers("api", "catalog")
      .whereLayer("compile").mayOnlyAccessLayers("api", "catalog", "policy")
      .whereLayer("plan").mayOnlyAccessLayers("api", "catalog", "policy", "compile")
      .whereLayer("backend").mayOnlyAccessLayers("api", "catalog", "policy", "compile", "plan")
      .whereLayer("response").mayNotAccessAnyLayer()
      .whereLayer("ledger").mayOnlyAccessLayers("catalog", "response")
      .whereLayer("observe").mayOnlyAccessLayers("api", "catalog", "policy", "compile", "plan", "backend", "ledger")
      .whereLayer("report").mayOnlyAccessLayers("api", "catalog", "policy", "compile", "backend", "ledger")
      .whereLayer("engine")
      .mayOnlyAccessLayers("api", "catalog", "policy", "compile", "plan", "backend", "ledger", "observe")
      .whereLayer("operator")
      .mayOnlyAccessLayers("api", "catalog", "policy", "compile", "plan", "backend", "ledger", "engine")
      .ensureAllClassesAreContainedInArchitectureIgnoring("dev.shizuka")
      .as("api ← catalog ← policy ← compile ← plan ← backend ← observe → ledger ← report; engine, operator and cli on top");

  @ArchTest
  static final ArchRule noTwoPackagesKnowEachOther = slices().matching("dev.shizuka.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule thePureCoreHasNoClockLogOrIo = noClasses().that()
      .resideInAnyPackage("dev.shizuka.policy..", "dev.shizuka.compile..", "dev.shizuka.plan..")
      .should()
      .dependOnClassesThat(resideInAnyPackage("java.io..", "java.net.http..", "org.slf4j..", "io.prometheus..",
          "java.util.concurrent.."))
      .orShould().dependOnClassesThat().belongToAnyOf(java.nio.file.Files.class, java.net.InetAddress.class)
      .orShould().callMethod(java.time.Instant.class, "now").orShould().callMethod(System.class, "currentTimeMillis")
      .orShould().callMethod(System.class, "nanoTime").orShould().dependOnClassesThat()
      .areAssignableTo(java.time.Clock.class);

  @ArchTest
  static final ArchRule nothingIsCalledByWhatItIsNot = classes().should().haveSimpleNameNotEndingWith("Util")
      .andShould().haveSimpleNameNotEndingWith("Utils").andShould().haveSimpleNameNotEndingWith("Manager")
      .andShould().haveSimpleNameNotEndingWith("Impl").andShould().haveSimpleNameNotStartingWith("Abstract");
}
