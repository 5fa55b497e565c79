package org.plumbline.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

/** The arrows of the design: they point down only, and technology stays in the adapters. */
@AnalyzeClasses(packages = "org.plumbline", importOptions = ImportOption.DoNotIncludeTests.class)
class ArrowsTest {
  private static final String[] CAPABILITIES = {
    "org.plumbline.kernel..",
    "org.plumbline.stats..",
    "org.plumbline.scoring..",
    "org.plumbline.verifier..",
    "org.plumbline.audit..",
    "org.plumbline.access..",
    "org.plumbline.data..",
    "org.plumbline.training..",
    "org.plumbline.registry..",
    "org.plumbline.monitoring..",
    "org.plumbline.governance..",
    "org.plumbline.deployment.."
  };

  @ArchTest
  static final ArchRule ARROWS_POINT_DOWN =
      Architectures.layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("org.plumbline..")
          .layer("app")
          .definedBy("org.plumbline.app..")
          .layer("http")
          .definedBy("org.plumbline.http..")
          .layer("mlflow")
          .definedBy("org.plumbline.mlflow..")
          .layer("kafka")
          .definedBy("org.plumbline.kafka..")
          .layer("oip")
          .definedBy("org.plumbline.oip..")
          .layer("store")
          .definedBy("org.plumbline.store..")
          .layer("solutions")
          .definedBy("org.plumbline.solutions..")
          .layer("deployment")
          .definedBy("org.plumbline.deployment..")
          .layer("governance")
          .definedBy("org.plumbline.governance..")
          .layer("monitoring")
          .definedBy("org.plumbline.monitoring..")
          .layer("registry")
          .definedBy("org.plumbline.registry..")
          .layer("training")
          .definedBy("org.plumbline.training..")
          .layer("data")
          .definedBy("org.plumbline.data..")
          .layer("access")
          .definedBy("org.plumbline.access..")
          .layer("audit")
          .definedBy("org.plumbline.audit..")
          .whereLayer("app")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("mlflow")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("kafka")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("oip")
          .mayOnlyBeAccessedByLayers("app")
          .whereLayer("http")
          .mayOnlyBeAccessedByLayers("app", "mlflow", "kafka", "oip")
          .whereLayer("store")
          .mayOnlyBeAccessedByLayers("app")
          .whereLayer("solutions")
          .mayOnlyBeAccessedByLayers("app")
          .whereLayer("deployment")
          .mayOnlyBeAccessedByLayers("app", "mlflow", "kafka", "oip", "http", "store")
          .whereLayer("governance")
          .mayOnlyBeAccessedByLayers("app", "mlflow", "kafka", "oip", "http", "store", "deployment")
          .whereLayer("monitoring")
          .mayOnlyBeAccessedByLayers(
              "app", "mlflow", "kafka", "oip", "http", "store", "deployment", "governance")
          .whereLayer("registry")
          .mayOnlyBeAccessedByLayers(
              "app",
              "mlflow",
              "kafka",
              "oip",
              "http",
              "store",
              "deployment",
              "governance",
              "monitoring")
          .whereLayer("training")
          .mayOnlyBeAccessedByLayers(
              "app",
              "mlflow",
              "kafka",
              "oip",
              "http",
              "store",
              "solutions",
              "deployment",
              "governance",
              "monitoring",
              "registry")
          .whereLayer("data")
          .mayOnlyBeAccessedByLayers(
              "app",
              "mlflow",
              "kafka",
              "oip",
              "http",
              "store",
              "solutions",
              "deployment",
              "governance",
              "monitoring",
              "registry",
              "training")
          .whereLayer("access")
          .mayOnlyBeAccessedByLayers("app", "mlflow", "kafka", "oip", "http", "store", "deployment")
          .whereLayer("audit")
          .mayOnlyBeAccessedByLayers(
              "app",
              "mlflow",
              "kafka",
              "oip",
              "http",
              "store",
              "deployment",
              "governance",
              "monitoring",
              "registry",
              "access");

  @ArchTest
  static final ArchRule NO_CYCLES_BETWEEN_MODULES =
      SlicesRuleDefinition.slices().matching("org.plumbline.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule EMBEDDABLE_JARS_DEPEND_ON_NOTHING =
      classes()
          .that()
          .resideInAnyPackage(
              "org.plumbline.scoring..", "org.plumbline.stats..", "org.plumbline.verifier..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  "java..",
                  "javax.xml.stream..", // of the JDK, for PMML
                  "jdk.incubator.vector..",
                  "org.jspecify..",
                  "com.google.errorprone.annotations..",
                  "org.plumbline.scoring..",
                  "org.plumbline.stats..",
                  "org.plumbline.verifier.."));

  @ArchTest
  static final ArchRule SIMULATION_HOLDS_NOTHING_THAT_WRITES =
      noClasses()
          .that()
          .haveNameMatching("org\\.plumbline\\.governance\\.Simulation(\\$.*)?")
          .or()
          .haveFullyQualifiedName("org.plumbline.governance.policy.PoliciesInForce")
          .or()
          .haveFullyQualifiedName("org.plumbline.governance.policy.PolicyReader")
          .or()
          .haveFullyQualifiedName("org.plumbline.governance.PastDecisions")
          .or()
          .haveFullyQualifiedName("org.plumbline.governance.VersionFacts")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("org.plumbline.kernel.Tx")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("org.plumbline.kernel.Transactions")
          .orShould()
          .dependOnClassesThat()
          .resideInAPackage("org.plumbline.audit..")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("org.plumbline.governance.policy.PolicyStore")
          .because("a simulation writes nothing, whatever it is asked");

  @ArchTest
  static final ArchRule SCORING_DOES_NOT_KNOW_STATS =
      noClasses()
          .that()
          .resideInAPackage("org.plumbline.scoring..")
          .should()
          .dependOnClassesThat(resideInAPackage("org.plumbline.stats.."));

  @ArchTest
  static final ArchRule THE_VERIFIER_KNOWS_NOTHING_OF_OURS =
      noClasses()
          .that()
          .resideInAPackage("org.plumbline.verifier..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("org.plumbline.stats..", "org.plumbline.scoring.."));

  @ArchTest
  static final ArchRule STATS_DOES_NOT_KNOW_SCORING =
      noClasses()
          .that()
          .resideInAPackage("org.plumbline.stats..")
          .should()
          .dependOnClassesThat(resideInAPackage("org.plumbline.scoring.."));

  @ArchTest
  static final ArchRule CAPABILITIES_KNOW_NO_FRAMEWORK =
      noClasses()
          .that()
          .resideInAnyPackage(CAPABILITIES)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.quarkus..",
              "jakarta..",
              "io.vertx..",
              "io.smallrye..",
              "org.jdbi..",
              "org.postgresql..",
              "com.zaxxer..",
              "org.flywaydb..",
              "com.fasterxml.jackson.databind..",
              "picocli..");

  /* Solutions check and make files of sources with the lake's engine, as their views are its SQL. */
  @ArchTest
  static final ArchRule SQL_STAYS_IN_THE_STORE_AND_THE_LAKE_ENGINE =
      noClasses()
          .that(
              outside("org.plumbline.store..", "org.plumbline.data..", "org.plumbline.solutions.."))
          .and()
          .resideOutsideOfPackage("org.plumbline.app..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.sql..");

  @ArchTest
  static final ArchRule NO_JAVA_SERIALIZATION =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.io.ObjectInputStream");

  private static DescribedPredicate<JavaClass> outside(String... packages) {
    return DescribedPredicate.not(resideInAnyPackage(packages))
        .as("reside outside of %s", String.join(", ", packages));
  }
}
