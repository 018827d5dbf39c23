package io.github.pullresponder;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import io.github.pullresponder.command.Command;
import io.github.pullresponder.storage.Row;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Holds the direction of imports that ARCHITECTURE.md describes. */
@AnalyzeClasses(packages = "io.github.pullresponder", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "io.github.pullresponder";
    private static final String[] SDKS = {"com.azure..", "io.fabric8..", "reactor.."};

    @ArchTest
    static final ArchRule importsPointOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage(ROOT + "..")
            .layer("functions")
            .definedBy(ROOT + ".functions..")
            .layer("composition root")
            .definedBy(ROOT)
            .layer("intake")
            .definedBy(ROOT + ".intake..")
            .layer("sweep")
            .definedBy(ROOT + ".sweep..")
            .layer("preflight")
            .definedBy(ROOT + ".preflight..")
            .layer("work")
            .definedBy(ROOT + ".work..")
            .layer("storage")
            .definedBy(ROOT + ".storage..")
            .layer("delivery")
            .definedBy(ROOT + ".delivery..")
            .layer("incident")
            .definedBy(ROOT + ".incident..")
            .layer("report")
            .definedBy(ROOT + ".report..")
            .layer("checks")
            .definedBy(ROOT + ".checks..")
            .layer("diagnosis")
            .definedBy(ROOT + ".diagnosis..")
            .layer("systems")
            .definedBy(
                    ROOT + ".evidence.azure..",
                    ROOT + ".evidence.kubernetes..",
                    ROOT + ".evidence.registry..",
                    ROOT + ".evidence.directory..",
                    ROOT + ".evidence.logs..")
            .layer("evidence")
            .definedBy(ROOT + ".evidence", ROOT + ".evidence.roles..")
            .layer("pull")
            .definedBy(ROOT + ".pull..")
            .layer("local")
            .definedBy(ROOT + ".local..")
            .layer("settings")
            .definedBy(ROOT + ".settings..")
            .layer("work")
            .definedBy(ROOT + ".work..")
            .layer("storages")
            .definedBy(ROOT + ".storage.azure..")
            .whereLayer("functions")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("composition root")
            .mayOnlyBeAccessedByLayers("functions")
            .whereLayer("intake")
            .mayOnlyBeAccessedByLayers("functions", "composition root")
            .whereLayer("sweep")
            .mayOnlyBeAccessedByLayers("functions", "composition root")
            .whereLayer("incident")
            .mayOnlyBeAccessedByLayers("functions", "composition root", "sweep")
            .whereLayer("work")
            .mayOnlyBeAccessedByLayers("functions", "composition root", "intake", "incident", "sweep")
            .whereLayer("preflight")
            .mayOnlyBeAccessedByLayers("functions", "composition root", "report")
            .whereLayer("delivery")
            .mayOnlyBeAccessedByLayers("functions", "composition root", "incident", "sweep")
            .whereLayer("report")
            .mayOnlyBeAccessedByLayers("functions", "composition root", "delivery")
            .whereLayer("checks")
            .mayOnlyBeAccessedByLayers("composition root", "sweep")
            .whereLayer("systems")
            .mayOnlyBeAccessedByLayers("composition root", "storages")
            .whereLayer("diagnosis")
            .mayOnlyBeAccessedByLayers(
                    "functions",
                    "composition root",
                    "settings",
                    "intake",
                    "incident",
                    "sweep",
                    "work",
                    "delivery",
                    "report",
                    "checks")
            .whereLayer("storages")
            .mayOnlyBeAccessedByLayers("composition root")
            .whereLayer("local")
            .mayOnlyBeAccessedByLayers("composition root", "settings")
            .whereLayer("settings")
            .mayOnlyBeAccessedByLayers("functions", "composition root");

    @ArchTest
    static final ArchRule commandsImportOnlyResourceIds = noClasses()
            .that()
            .resideInAPackage(ROOT + ".command..")
            .should()
            .dependOnClassesThat(resideInAPackage(ROOT + "..")
                    .and(resideInAnyPackage(ROOT + ".command..", ROOT + ".evidence")
                            .negate()));

    /** A text of a command has been quoted, value by value. */
    @ArchTest
    static final ArchRule commandsAreMadeByTheirBuilderOnly = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".command..")
            .should()
            .callConstructor(Command.class, String.class, Optional.class, Set.class, Optional.class);

    @ArchTest
    static final ArchRule pullImportsNothingOfOurs = noClasses()
            .that()
            .resideInAPackage(ROOT + ".pull..")
            .should()
            .dependOnClassesThat(resideInAPackage(ROOT + "..")
                    .and(resideInAPackage(ROOT + ".pull..").negate()));

    @ArchTest
    static final ArchRule workImportsOnlyWhatItIsAbout = noClasses()
            .that()
            .resideInAPackage(ROOT + ".work..")
            .should()
            .dependOnClassesThat(resideInAPackage(ROOT + "..")
                    .and(resideInAnyPackage(ROOT + ".work..", ROOT + ".diagnosis", ROOT + ".evidence", ROOT + ".pull")
                            .negate()));

    @ArchTest
    static final ArchRule storageImportsNothingOfOurs = noClasses()
            .that()
            .resideInAPackage(ROOT + ".storage")
            .should()
            .dependOnClassesThat(resideInAPackage(ROOT + "..")
                    .and(resideInAPackage(ROOT + ".storage..").negate()));

    @ArchTest
    static final ArchRule azureStorageSharesTheAzureConnection = noClasses()
            .that()
            .resideInAPackage(ROOT + ".storage.azure..")
            .should()
            .dependOnClassesThat(resideInAPackage(ROOT + "..")
                    .and(resideInAnyPackage(ROOT + ".storage..", ROOT + ".evidence.azure")
                            .negate()));

    @ArchTest
    static final ArchRule sdkTypesStayAtTheEdge = noClasses()
            .that()
            .resideInAnyPackage(
                    ROOT + ".pull..",
                    ROOT + ".evidence",
                    ROOT + ".evidence.roles..",
                    ROOT + ".diagnosis..",
                    ROOT + ".checks..",
                    ROOT + ".intake..",
                    ROOT + ".preflight..",
                    ROOT + ".work..",
                    ROOT + ".report..",
                    ROOT + ".settings..",
                    ROOT + ".work..",
                    ROOT + ".storage")
            .should()
            .dependOnClassesThat(resideInAnyPackage(SDKS));

    @ArchTest
    static final ArchRule onlyFunctionsKnowTheFunctionsLibrary = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".functions..")
            .should()
            .dependOnClassesThat(resideInAPackage("com.microsoft.azure.functions.."));

    @ArchTest
    static final ArchRule systemsKnowEachOtherOnlyThroughTheAzureConnection = SlicesRuleDefinition.slices()
            .matching(ROOT + ".evidence.(*)..")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule everyPackageIsFreeOfCycles =
            SlicesRuleDefinition.slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

    /** A process that asks a sandbox has no real credential: it is made in one place, on the other branch. */
    @ArchTest
    static final ArchRule realCredentialsAreMadeInOnePlace = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(ROOT + ".ProcessPlatform")
            .should()
            .dependOnClassesThat(
                    resideInAPackage("com.azure.identity..").and(simpleNameEndingWith("CredentialBuilder")));

    @ArchTest
    static final ArchRule checksAreStateless = classes()
            .that()
            .implement(ROOT + ".diagnosis.Check")
            .should()
            .haveOnlyFinalFields()
            .andShould()
            .resideInAPackage(ROOT + ".checks..");

    /** So that a row says its version, and a sample of it is stored for the releases to come. */
    @ArchTest
    static final ArchRule everyRowIsOfAKindThatIsListed = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".storage..")
            .should()
            .callConstructor(Row.class, String.class, String.class, Map.class, Optional.class);

    @ArchTest
    static final ArchRule nothingSleepsOrPrintsButTheCommand = noClasses()
            .that()
            .doNotBelongToAnyOf(PreflightCommand.class)
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");
}
