package io.github.pullresponder;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.github.pullresponder.PackageRules.PackageRule;
import io.github.pullresponder.cli.InstallationPreflightCommand;
import io.github.pullresponder.command.Command;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.storage.TableRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks the imports against the rules in {@code docs/reference/packages.md}. */
@AnalyzeClasses(packages = "io.github.pullresponder", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = PackageRules.ROOT;

    @ArchTest
    static void everyPackageIsInTheTable(JavaClasses classes) {
        assertThat(classes.stream().map(ArchitectureTest::nameOf).collect(Collectors.toUnmodifiableSet()))
                .containsExactlyInAnyOrderElementsOf(
                        PackageRules.all().stream().map(PackageRule::name).toList());
    }

    @ArchTest
    static void packageImportsMatchTheTable(JavaClasses classes) {
        for (var rule : PackageRules.all()) {
            assertThat(targetsOf(rule, classes)
                            .filter(target -> (target + ".").startsWith(ROOT + "."))
                            .map(target -> target.equals(ROOT) ? "root" : target.substring(ROOT.length() + 1))
                            .filter(name -> !name.equals(rule.name()))
                            .collect(Collectors.toUnmodifiableSet()))
                    .as("imports of %s", rule.name())
                    .containsExactlyInAnyOrderElementsOf(rule.imports());
        }
    }

    @ArchTest
    static void sdkTypesStayInThePackagesOfTheTable(JavaClasses classes) {
        for (var rule : PackageRules.all()) {
            assertThat(targetsOf(rule, classes)
                            .flatMap(target ->
                                    PackageRules.SDKS.stream().filter(sdk -> (target + ".").startsWith(sdk + ".")))
                            .collect(Collectors.toUnmodifiableSet()))
                    .as("SDKs of %s", rule.name())
                    .containsExactlyInAnyOrderElementsOf(rule.sdks());
        }
    }

    @Test
    void aPackageImportsOnlyThoseBeforeItInTheTable() {
        var before = new TreeSet<String>();
        for (var rule : PackageRules.all()) {
            assertThat(before).as("before %s", rule.name()).containsAll(rule.imports());
            before.add(rule.name());
        }
    }

    @Test
    void everyPackageHasOneSentence() {
        assertThat(PackageRules.all())
                .allSatisfy(rule -> assertThat(PackageRules.sentenceOf(rule.name()))
                        .as(rule.name())
                        .matches("[A-Z][^.]*\\."));
    }

    /** The command builder quotes each value, so no other class creates a command from text. */
    @ArchTest
    static final ArchRule commandsAreMadeByTheirBuilderOnly = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".command..")
            .should()
            .callConstructor(Command.class, String.class, Optional.class, Set.class, Optional.class);

    /** All other classes start with {@link Finding#of}, which requires evidence. */
    @ArchTest
    static final ArchRule findingsAreMadeFromEvidence = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(Finding.class.getName())
            .and()
            .doNotHaveFullyQualifiedName(Finding.Draft.class.getName())
            .should()
            .callConstructor(
                    Finding.class, Cause.class, Finding.Confidence.class, String.class, List.class, List.class);

    /** A process with a sandbox has no real credential, because only the branch for Azure creates one. */
    @ArchTest
    static final ArchRule realCredentialsAreMadeInOnePlace = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(ROOT + ".environment.InjectedDependenciesFactory")
            .should()
            .dependOnClassesThat(
                    resideInAPackage("com.azure.identity..").and(simpleNameEndingWith("CredentialBuilder")));

    @ArchTest
    static final ArchRule checksAreStateless = classes()
            .that()
            .areAssignableTo(ROOT + ".diagnosis.Check")
            .and()
            .resideOutsideOfPackage(ROOT + ".diagnosis..")
            .should()
            .haveOnlyFinalFields()
            .andShould()
            .resideInAPackage(ROOT + ".checks..");

    /** Each row must have a version, and a stored sample for later releases. */
    @ArchTest
    static final ArchRule everyRowIsOfAKindThatIsListed = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".storage..")
            .should()
            .callConstructor(TableRow.class, String.class, String.class, Map.class, Optional.class);

    @ArchTest
    static final ArchRule nothingSleepsOrPrintsButTheCommand = noClasses()
            .that()
            .doNotBelongToAnyOf(InstallationPreflightCommand.class)
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    private static Stream<String> targetsOf(PackageRule rule, JavaClasses classes) {
        return classes.stream()
                .filter(type -> nameOf(type).equals(rule.name()))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(dependency ->
                        dependency.getTargetClass().getBaseComponentType().getPackageName());
    }

    private static String nameOf(JavaClass type) {
        return type.getPackageName().equals(ROOT)
                ? "root"
                : type.getPackageName().substring(ROOT.length() + 1);
    }
}
