package io.github.pullresponder.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Check;
import io.github.pullresponder.sandbox.BundledEstates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Lists the missing parts of each cause and check: symptom, check, page, remedy, estate, tour, unit test, negative test. */
class CheckCatalogTest {
    /** The credential sweep finds this cause before a pull fails. */
    private static final Set<Cause> WITHOUT_CHECK = EnumSet.of(Cause.CREDENTIAL_EXPIRING);

    /** These are advisories only: the tour shows causes. */
    private static final Set<Cause> NOT_IN_TOUR =
            EnumSet.of(Cause.PULL_ROLE_NOT_YET_EFFECTIVE, Cause.CREDENTIAL_CACHED_BY_KUBELET);

    private static final Path TESTS = Path.of("src/test/java/io/github/pullresponder/checks");
    private static final Pattern REMEDY = Pattern.compile("(?m)^ +(fix|then) +\\S");
    private static final Pattern NEGATIVE = Pattern.compile("isRuledOut|RuledOut|doesNotApply|NotApplicable");
    private static final List<Path> ESTATES = BundledEstates.all();

    static List<Check> checks() {
        return CheckCatalog.all();
    }

    @ParameterizedTest
    @EnumSource
    void aCauseHasASymptom(Cause cause) {
        assertThat(cause.symptoms())
                .as("%s has no symptom: name at least one in Cause.java", cause)
                .isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aCauseHasACheck(Cause cause) {
        assertThat(checks().stream().anyMatch(check -> check.causes().contains(cause)))
                .as("%s has no check: name it in the constructor of the check that confirms it", cause)
                .isEqualTo(!WITHOUT_CHECK.contains(cause));
    }

    @ParameterizedTest
    @EnumSource
    void aCauseHasAPage(Cause cause) {
        assertThat(pageOf(cause))
                .as("%s has no page: ./mvnw test -Dtest=GeneratedFilesTest -Dgenerated.write writes it", cause)
                .exists();
    }

    @ParameterizedTest
    @EnumSource
    void aCauseHasARemedy(Cause cause) {
        assertThat(textOf(pageOf(cause)))
                .as("%s has no remedy: add one to its finding, or \"Wait until …\"; then write its page again", cause)
                .containsPattern(REMEDY);
    }

    @ParameterizedTest
    @EnumSource
    void aCauseHasAnEstate(Cause cause) {
        assertThat(ESTATES.stream().anyMatch(estate -> expects(estate, cause)))
                .as("%s has no estate: add a folder to src/test/resources/estates whose expected.json names it", cause)
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void aCauseIsInTheTour(Cause cause) {
        assertThat(BundledEstates.tour().stream().anyMatch(estate -> expects(estate, cause)))
                .as("%s is not in the tour: name its estate in src/test/resources/estates/tour.txt", cause)
                .isEqualTo(!NOT_IN_TOUR.contains(cause));
    }

    @ParameterizedTest
    @MethodSource("checks")
    void aCheckHasAUnitTest(Check check) {
        assertThat(testsOf(check))
                .as(
                        "%s has no unit test: examine it in a test of src/test/java/…/checks/%s",
                        check.getClass().getSimpleName(), familyOf(check))
                .isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("checks")
    void aCheckHasANegativeTest(Check check) {
        assertThat(testsOf(check).stream()
                        .anyMatch(text -> NEGATIVE.matcher(text).find()))
                .as(
                        "%s has no negative test: show what is healthy, and that it confirms nothing",
                        check.getClass().getSimpleName())
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("checks")
    void aCheckIsAStatement(Check check) {
        assertThat(check.question())
                .as("%s: say what should be true, as a statement without a period", check.id())
                .matches("[A-Z].*[^.?]");
    }

    @Test
    void everyIdIsUnique() {
        assertThat(checks()).extracting(Check::id).doesNotHaveDuplicates();
    }

    private static boolean expects(Path estate, Cause cause) {
        return textOf(estate.resolve("expected.json")).contains("\"" + cause + "\"");
    }

    private static Path pageOf(Cause cause) {
        return Path.of("docs/causes", cause + ".md");
    }

    private static String familyOf(Check check) {
        var name = check.getClass().getPackageName();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** The tests that create this check, or run it by its id. */
    private static List<String> testsOf(Check check) {
        var made = "new " + check.getClass().getSimpleName() + "()";
        var named = "\"" + check.id() + "\"";
        return TEST_TEXTS.stream()
                .filter(text -> text.contains(made) || text.contains(named))
                .toList();
    }

    private static final List<String> TEST_TEXTS = readTests();

    private static List<String> readTests() {
        try (Stream<Path> files = Files.walk(TESTS)) {
            return files.filter(file -> file.toString().endsWith("Test.java"))
                    .filter(file -> !file.endsWith("CheckCatalogTest.java"))
                    .map(CheckCatalogTest::textOf)
                    .collect(Collectors.toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String textOf(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
