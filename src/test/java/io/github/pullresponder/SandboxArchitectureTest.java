package io.github.pullresponder;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.Source;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;
import java.nio.file.Path;

/** Checks the imports between the source roots: the app does not use the sandbox, and the sandbox does not use the tests. */
@AnalyzeClasses(packages = "io.github.pullresponder")
class SandboxArchitectureTest {
    private static final String ROOT = "io.github.pullresponder";

    @ArchTest
    static final ArchRule theAppKnowsNeitherSandboxNorTests = noClasses()
            .that(areIn("main"))
            .should()
            .dependOnClassesThat(areIn("sandbox").or(areIn("test")));

    @ArchTest
    static final ArchRule theSandboxKnowsNoTests =
            noClasses().that(areIn("sandbox")).should().dependOnClassesThat(areIn("test"));

    @ArchTest
    static final ArchRule theSandboxAssertsNothing = noClasses()
            .that(areIn("sandbox"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.junit..", "org.assertj..", "net.jqwik..");

    @ArchTest
    static final ArchRule embeddedStorageImportsStorageOnly = noClasses()
            .that()
            .resideInAPackage(ROOT + ".storage.embedded..")
            .should()
            .dependOnClassesThat(resideInAPackage(ROOT + "..")
                    .and(resideInAPackage(ROOT + ".storage..").negate())
                    .or(resideInAPackage("com.azure..")));

    private static DescribedPredicate<JavaClass> areIn(String sourceRoot) {
        var java = Path.of("src", sourceRoot, "java");
        return describe(
                "are in " + java,
                type -> type.getSource()
                        .flatMap(Source::getFileName)
                        .filter(name ->
                                Files.exists(java.resolve(type.getPackageName().replace('.', '/'))
                                        .resolve(name)))
                        .isPresent());
    }
}
