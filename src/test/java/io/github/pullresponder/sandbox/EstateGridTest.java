package io.github.pullresponder.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.checks.CheckCatalog;
import io.github.pullresponder.command.Command;
import io.github.pullresponder.diagnosis.CheckResult;
import io.github.pullresponder.diagnosis.Diagnosis;
import io.github.pullresponder.diagnosis.Evidence;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Finding.Confidence;
import io.github.pullresponder.diagnosis.HopAssessor;
import io.github.pullresponder.diagnosis.PullPredictionReport;
import io.github.pullresponder.diagnosis.Report;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.network.HopResult;
import io.github.pullresponder.network.NetworkHop;
import io.github.pullresponder.read.BlindSpot;
import io.github.pullresponder.read.Limitation;
import io.github.pullresponder.read.Limitation.NoticedBlindSpot;
import io.github.pullresponder.read.Limitation.ReachedLimit;
import io.github.pullresponder.read.RemoteSystem;
import io.github.pullresponder.report.ReportFormat;
import io.github.pullresponder.sandbox.identity.ResponderRoles;
import io.github.pullresponder.sandbox.identity.UnsettledAction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Plays every estate of the project and compares the confirmed causes with what the estate expects. */
@Tag("scenario")
class EstateGridTest {
    /**
     * One of them is for the image pull profile, which only a preview of the API returns, one for admin rules of network managers, and up to
     * six for private endpoints.
     */
    private static final long MOST_ARM_CALLS = 30;

    static List<Path> estates() {
        return BundledEstates.all();
    }

    /** The result of one trigger of an estate. */
    private record Row(String name, EstatePlayer.Played played, List<String> repeatedReads) {}

    private static List<Row> played(Path folder) {
        return PlayedEstates.of(folder).stream()
                .map(text -> new Row(
                        text.toString(),
                        text.result(),
                        repeatedReads(text.reads(), text.result().trigger().function())))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("estates")
    void theConfirmedCausesAreTheExpectedOnes(Path folder) {
        var estate = BundledEstates.load(folder);
        for (var row : played(folder)) {
            var expected = Optional.ofNullable(
                            estate.expected().get(row.played().trigger().name()))
                    .orElseThrow(() -> new AssertionError(row.name() + " needs an entry in expected.json"));
            assertThat(row.played().causes())
                    .as("%s: causes; it answered %s", row.name(), row.played().answer())
                    .isEqualTo(expected.causes());
            expected.likely()
                    .ifPresent(likely -> assertThat(row.played().likely())
                            .as("%s: likely causes", row.name())
                            .isEqualTo(likely));
            assertThat(row.played().verdicts())
                    .as("%s: verdicts of checks", row.name())
                    .containsAllEntriesOf(expected.verdicts());
            expected.advisories()
                    .ifPresent(advisories -> assertThat(row.played().advisories())
                            .as("%s: advisories", row.name())
                            .isEqualTo(advisories));
            expected.blindSpots()
                    .ifPresent(blindSpots -> assertThat(row.played().blindSpots())
                            .as("%s: blind spots", row.name())
                            .isEqualTo(blindSpots));
            assertThat(row.played().firstReport().map(EstateGridTest::armCalls).orElse(0L))
                    .as("%s: calls to ARM, without those that a fault made it repeat", row.name())
                    .isLessThanOrEqualTo(MOST_ARM_CALLS + 3L * estate.faults().size());
            assertThat(row.repeatedReads())
                    .as("%s: every fact is read once", row.name())
                    .isEmpty();
            row.played().firstReport().ifPresent(report -> assertThatFindingsAreComplete(row, report));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("estates")
    void everyPrintedCommandNamesItsClusterAndStaysOnItsLine(Path folder) {
        for (var row : played(folder)) {
            row.played().firstReport().ifPresent(report -> {
                assertThat(commandsIn(report))
                        .as("%s: commands", row.name())
                        .allSatisfy(command -> assertThat(command.problem()).isEmpty())
                        .allSatisfy(command -> assertThat(command.powerShell())
                                .as("the PowerShell form of %s", command)
                                .isPresent())
                        .allSatisfy(command -> assertThat(command.bash())
                                .doesNotContainPattern("kubectl (?!--context )")
                                .doesNotContainPattern("[\\p{Cntrl}]|```"));
                assertThat(ReportFormat.MARKDOWN.render(report).lines().filter(line -> line.contains("```")))
                        .as("%s: lines that begin or end a block of code", row.name())
                        .allMatch(line -> line.matches("```[a-z]*"));
            });
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("estates")
    void everyVerdictAboutTheWorldHasEvidenceAboutItsSubject(Path folder) {
        for (var row : played(folder)) {
            row.played().firstReport().filter(EstateGridTest::isAboutOnePull).ifPresent(report -> {
                for (var check : report.checks()) {
                    assertThat(evidenceOf(check.verdict()))
                            .as("%s: evidence of %s, whose subject belongs to this pull", row.name(), check.id())
                            .allSatisfy(evidence -> assertThat(VerdictSubjects.isOf(report, evidence.subject()))
                                    .as("%s: %s", evidence.subject(), evidence.fact())
                                    .isTrue());
                }
            });
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("estates")
    void theDrawnPathAgreesWithTheVerdicts(Path folder) {
        for (var row : played(folder)) {
            if (row.played().firstReport().orElse(null) instanceof Diagnosis diagnosis) {
                assertThat(diagnosis.path())
                        .as("%s: hops that stop the traffic, each with a check that says so", row.name())
                        .filteredOn(hop -> hop.state() == HopResult.STOPS)
                        .allMatch(hop -> diagnosis.checks().stream()
                                .filter(check ->
                                        HopAssessor.checksOf(hop.kind()).contains(check.id()))
                                .anyMatch(check -> check.verdict() instanceof Verdict.Confirmed
                                        || !check.verdict().advisories().isEmpty()));
                assertThat(diagnosis.checks())
                        .as("%s: checks that confirm a cause at a hop which is drawn as one that passes", row.name())
                        .filteredOn(check -> check.verdict() instanceof Verdict.Confirmed)
                        .noneMatch(check -> hopsOf(check, diagnosis).findAny().isPresent()
                                && hopsOf(check, diagnosis).allMatch(hop -> hop.state() == HopResult.PASSES));
            }
        }
    }

    private static Stream<NetworkHop> hopsOf(CheckResult check, Diagnosis diagnosis) {
        return diagnosis.path().stream()
                .filter(hop -> HopAssessor.checksOf(hop.kind()).contains(check.id()));
    }

    /** Returns false for a sweep, which is about every cluster. */
    private static boolean isAboutOnePull(Report report) {
        return report instanceof Diagnosis || report instanceof PullPredictionReport;
    }

    private static List<Evidence> evidenceOf(Verdict verdict) {
        if (verdict instanceof Verdict.RuledOut ruledOut) {
            assertThat(ruledOut.evidence()).isNotEmpty();
            return ruledOut.evidence();
        }
        if (verdict instanceof Verdict.Confirmed confirmed) {
            assertThat(confirmed.findings())
                    .allSatisfy(finding -> assertThat(finding.evidence()).isNotEmpty());
            return confirmed.findings().stream()
                    .flatMap(finding -> finding.evidence().stream())
                    .toList();
        }
        return List.of();
    }

    /** Every blind spot has an estate in which it leaves a check open, and a counterpart in which that check decides. */
    @ParameterizedTest
    @CsvFileSource(resources = "/blind-spots.csv", useHeadersInDisplayName = true)
    void aBlindSpotLeavesACheckOpenThatDecidesInTheCounterpart(
            BlindSpot blindSpot, String check, String estate, String counterpart) {
        assertThat(blindSpot.checks()).as("the checks that the catalog names").contains(check);
        assertThat(verdictsOf(check, estate))
                .as("%s in %s", check, estate)
                .allSatisfy(verdict -> assertThat(verdict)
                        .isInstanceOfSatisfying(
                                Verdict.Undetermined.class,
                                open -> assertThat(open.limitation()).containsInstanceOf(NoticedBlindSpot.class)));
        assertThat(played(named(counterpart)))
                .as("blind spots in %s", counterpart)
                .allSatisfy(row -> assertThat(row.played().blindSpots()).doesNotContain(blindSpot.name()));
        assertThat(verdictsOf(check, counterpart))
                .as("%s in %s", check, counterpart)
                .isNotEmpty()
                .noneMatch(Verdict.Undetermined.class::isInstance);
    }

    /** Data beyond a limit leaves the checks that need it undetermined. */
    @ParameterizedTest
    @CsvFileSource(resources = "/limits.csv", useHeadersInDisplayName = true)
    void aReachedLimitLeavesACheckOpenThatDecidesInTheCounterpart(
            String what, String check, String estate, String counterpart) {
        assertThat(verdictsOf(check, estate))
                .as("%s in %s", check, estate)
                .isNotEmpty()
                .allSatisfy(verdict -> assertThat(verdict)
                        .isInstanceOfSatisfying(
                                Verdict.Undetermined.class,
                                open -> assertThat(open.limitation())
                                        .containsInstanceOf(ReachedLimit.class)
                                        .get()
                                        .extracting(Limitation::words)
                                        .asString()
                                        .contains(what)));
        assertThat(verdictsOf(check, counterpart))
                .as("%s in %s", check, counterpart)
                .isNotEmpty()
                .noneMatch(Verdict.Undetermined.class::isInstance);
    }

    @Test
    void everyBlindSpotIsInTheListOfPairsAndLeavesOpenOnlyChecksThatTheCatalogNames() throws IOException {
        try (var pairs = EstateGridTest.class.getResourceAsStream("/blind-spots.csv")) {
            var listed = new String(pairs.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(",", 2)[0])
                    .toList();
            assertThat(listed)
                    .containsAll(Stream.of(BlindSpot.values()).map(Enum::name).toList());
        }
        for (var folder : estates()) {
            for (var row : played(folder)) {
                row.played().firstReport().stream()
                        .flatMap(report -> report.limitations().entrySet().stream())
                        .forEach(noticed -> {
                            if (noticed.getKey() instanceof NoticedBlindSpot it) {
                                assertThat(it.blindSpot().checks())
                                        .as("%s: checks that %s leaves open", row.name(), it.blindSpot())
                                        .containsAll(noticed.getValue());
                            }
                        });
            }
        }
    }

    private static Path named(String estate) {
        return estates().stream()
                .filter(folder -> folder.endsWith(estate))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no estate " + estate));
    }

    private static List<Verdict> verdictsOf(String check, String estate) {
        return played(named(estate)).stream()
                .flatMap(row -> row.played().firstReport().stream())
                .flatMap(report -> report.checks().stream())
                .filter(result -> result.id().equals(check))
                .map(CheckResult::verdict)
                .toList();
    }

    /** A likely cause can lack a remedy: a suspicion alone is not corrected. */
    private static void assertThatFindingsAreComplete(Row row, Report report) {
        for (var result : report.checks()) {
            CheckCatalog.all().stream()
                    .filter(check -> check.id().equals(result.id()))
                    .forEach(check -> assertThat(findingsOf(result.verdict()))
                            .as("%s: the causes that the constructor of check %s names", row.name(), check.id())
                            .allSatisfy(finding -> assertThat(check.causes()).contains(finding.cause())));
        }
        assertThat(Stream.concat(report.causes().stream(), report.advisories().stream()))
                .as("%s: evidence with a subject", row.name())
                .allSatisfy(finding -> assertThat(finding.evidence())
                        .isNotEmpty()
                        .allSatisfy(evidence ->
                                assertThat(evidence.subject().name()).isNotBlank()))
                .filteredOn(finding -> finding.confidence() == Confidence.CONFIRMED)
                .as("%s: remedies", row.name())
                .allSatisfy(finding -> assertThat(finding.remedies()).isNotEmpty());
    }

    private static List<Finding> findingsOf(Verdict verdict) {
        var found = verdict instanceof Verdict.Confirmed confirmed
                ? confirmed.findings()
                : verdict instanceof Verdict.Undetermined open
                        ? open.suspect().stream().toList()
                        : List.<Finding>of();
        return Stream.concat(found.stream(), verdict.advisories().stream()).toList();
    }

    private static List<Command> commandsIn(Report report) {
        return Stream.concat(report.causes().stream(), report.advisories().stream())
                .flatMap(finding -> finding.remedies().stream())
                .flatMap(remedy -> remedy.commands().stream())
                .toList();
    }

    /** A right that no estate needs is unnecessary, unless the documentation does not say whether Azure requires it. */
    @Test
    void everyGrantedPermissionIsNeededByAnEstate() {
        estates().forEach(EstateGridTest::played);

        assertThat(ResponderRoles.unused())
                .as("actions of infra/roles.json that no estate needs")
                .isEqualTo(UnsettledAction.heldInDoubt());
    }

    private static long armCalls(Report report) {
        return report.stats().calls().getOrDefault(RemoteSystem.ARM, 0L);
    }

    @Test
    void thereAreEstatesEnoughOfBothKinds() {
        var quiet = estates().stream()
                .map(BundledEstates::load)
                .filter(estate -> estate.expected().values().stream()
                        .allMatch(expected -> expected.causes().isEmpty()))
                .count();
        assertThat(estates()).hasSizeGreaterThanOrEqualTo(324);
        assertThat(quiet).as("estates where nothing may be confirmed").isGreaterThanOrEqualTo(126);
    }

    /**
     * The successful GET requests that were sent twice; a retry after a fault does not count. Reads before the queue, such as
     * those that find the clusters that a change affects, are repeated after the queue by another process, at another time.
     */
    private static List<String> repeatedReads(List<String> reads, String function) {
        var most = function.equals("Diagnose") ? 1 : 2;
        return reads.stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .entrySet()
                .stream()
                .filter(url -> url.getValue() > most)
                .map(url -> url.getValue() + " times " + url.getKey())
                .toList();
    }
}
