package io.github.pullresponder.sandbox.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.command.Command;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Finding.Confidence;
import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.diagnosis.Report;
import io.github.pullresponder.sandbox.BundledEstates;
import io.github.pullresponder.sandbox.EstatePlayer;
import io.github.pullresponder.sandbox.PlayedEstates;
import io.github.pullresponder.sandbox.estate.Estate;
import io.github.pullresponder.sandbox.estate.LayeredEstate;
import io.github.pullresponder.sandbox.remedy.EstateChanges.Change;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Proves remedies: the commands of every confirmed cause of every estate run on a copy of the estate. Then the cause is gone,
 * nothing new is confirmed, only what the commands name has changed, and no one else has lost anything.
 */
@Tag("scenario")
@Execution(ExecutionMode.CONCURRENT)
class RemedyProofTest {
    private static final AtomicInteger PROVEN = new AtomicInteger();
    private static final AtomicInteger CARRIED_OUT = new AtomicInteger();

    @TempDir
    Path work;

    /** The estates that expect a cause. */
    static List<Path> estates() {
        return BundledEstates.all().stream()
                .filter(folder -> Estate.expectationsIn(folder).values().stream()
                        .anyMatch(expected -> !expected.causes().isEmpty()))
                .toList();
    }

    /** The confirmed causes of one trigger with their subjects. */
    private record Confirmed(String trigger, String cause, String summary) {
        boolean isLike(Confirmed other) {
            return trigger.equals(other.trigger) && cause.equals(other.cause);
        }
    }

    /** Remedies that go together. */
    private record Way(Confirmed confirmed, String image, Finding finding, List<Remedy> remedies) {
        List<String> commands() {
            return remedies.stream()
                    .flatMap(item -> PlayedEstates.commandsOf(item).stream())
                    .map(Command::bash)
                    .toList();
        }

        String title() {
            return remedies.stream().map(Remedy::title).collect(Collectors.joining("; "));
        }

        /** Returns true if the message alone determines the finding, and would do so again. */
        boolean showsInMessageOnly() {
            return remedies.stream()
                    .anyMatch(remedy -> NotProven.of(finding, remedy)
                            .filter(NotProven::isCarriedOut)
                            .isPresent());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("estates")
    void theRemediesOfTheReportFixTheCauseWithoutSideEffects(Path folder) throws IOException {
        var complete = LayeredEstate.complete(folder, work);
        var before = new TreeSet<Confirmed>(Comparator.comparing(Confirmed::toString));
        var ways = new ArrayList<Way>();
        PlayedEstates.of(folder)
                .forEach(played -> played.reports()
                        .forEach(report -> confirmed(report).forEach(finding -> {
                            var key = new Confirmed(
                                    played.trigger(), finding.cause().name(), finding.summary());
                            ways.addAll(ways(key, report.subject().image(), finding));
                            before.add(key);
                        })));
        var failures = new ArrayList<String>();
        for (var i = 0; i < ways.size(); i++) {
            var way = ways.get(i);
            var copy = LayeredEstate.copied(complete, work.resolve("fixed-" + i));
            problem(way, copy, before, HiddenFaults.in(folder))
                    .ifPresent(problem -> failures.add("%s%n  %s%n  %s%n  => %s"
                            .formatted(way.confirmed(), way.title(), String.join("\n  ", way.commands()), problem)));
        }
        assertThat(failures).isEmpty();
    }

    /** A reason in the tables that no remedy needs any more is out of date. */
    @Test
    void everyExceptionIsNeeded() {
        var findings = PlayedEstates.all().stream()
                .flatMap(played -> played.reports().stream())
                .flatMap(report -> report.causes().stream())
                .toList();
        var unused = new TreeSet<>(Set.of(NotProven.values()));
        var unknown = new TreeSet<String>();
        for (var finding : findings) {
            for (var remedy : finding.remedies()) {
                var reason = NotProven.of(finding, remedy);
                reason.ifPresent(unused::remove);
                if (reason.isEmpty() && remedy.commands().isEmpty()) {
                    unknown.add(remedy.title());
                }
            }
        }

        assertThat(unused).as("lines of NotProven that no remedy needs").isEmpty();
        assertThat(unknown)
                .as(
                        "remedies without commands: NotProven needs a line for each, which says why there is nothing to run")
                .isEmpty();
    }

    private Optional<String> problem(Way way, Path copy, Set<Confirmed> before, Set<String> comesToLight)
            throws IOException {
        var estate = EstateFiles.read(copy);
        var was = estate.snapshot();
        var carriedOut = new AzCliSimulator(estate, copy.resolveSibling(copy.getFileName() + "-folder"));
        try {
            carriedOut.run(way.commands());
        } catch (Refusal refused) {
            return Optional.of("refused: " + refused.getMessage());
        } catch (IllegalArgumentException unknown) {
            return Optional.of("not known: " + unknown.getMessage());
        }
        CARRIED_OUT.incrementAndGet();
        var changes = EstateChanges.between(was, estate.snapshot());
        return unwanted(
                        "changes what the commands do not name",
                        new NamedChanges(carriedOut.ran(), was).unexpected(changes))
                .or(() -> unwanted("destroys", BrokenReferences.in(changes)))
                .or(() -> unwanted("is not whole", new PrivateReach(estate).missing(changes)))
                .or(() -> afterwards(way, estate, changes, before, comesToLight));
    }

    private static Optional<String> unwanted(String what, List<?> found) {
        return found.isEmpty() ? Optional.empty() : Optional.of(what + ": " + found);
    }

    private static Optional<String> afterwards(
            Way way, EstateFiles estate, List<Change> changes, Set<Confirmed> before, Set<String> comesToLight) {
        var after = new TreeSet<Confirmed>(Comparator.comparing(Confirmed::toString));
        estate.write();
        try (var player = new EstatePlayer(Estate.load(estate.folder()), 0)) {
            var refused = new NewLogins(player.azure(), estate, way.image()).refused(changes);
            if (!refused.isEmpty() && comesToLight.isEmpty()) {
                return Optional.of("the registry still refuses " + refused);
            }
            player.play()
                    .forEach(played -> played.reports()
                            .forEach(report -> confirmed(report)
                                    .forEach(finding -> after.add(new Confirmed(
                                            played.trigger().name(),
                                            finding.cause().name(),
                                            finding.summary())))));
        }
        return stillWrong(way, before, after, comesToLight);
    }

    private static Optional<String> stillWrong(
            Way way, Set<Confirmed> before, Set<Confirmed> after, Set<String> comesToLight) {
        var more = after.stream()
                .filter(item -> count(after, item) > count(before, item) && !comesToLight.contains(item.cause()))
                .map(Confirmed::toString)
                .collect(Collectors.joining(", "));
        if (!more.isEmpty()) {
            return Optional.of("newly confirmed: " + more);
        }
        if (way.showsInMessageOnly()) {
            return Optional.empty();
        }
        PROVEN.incrementAndGet();
        return count(after, way.confirmed()) < count(before, way.confirmed())
                ? Optional.empty()
                : Optional.of("the cause is still there: " + after);
    }

    private static long count(Set<Confirmed> all, Confirmed one) {
        return all.stream().filter(one::isLike).count();
    }

    private static Stream<Finding> confirmed(Report report) {
        return report.causes().stream().filter(finding -> finding.confidence() == Confidence.CONFIRMED);
    }

    /** A remedy that begins with "Or" is an alternative; all others of a cause belong together. */
    private static List<Way> ways(Confirmed confirmed, String image, Finding finding) {
        var carriedOut = finding.remedies().stream()
                .filter(remedy -> !remedy.commands().isEmpty())
                .filter(remedy -> NotProven.of(finding, remedy)
                        .map(NotProven::isCarriedOut)
                        .orElse(true))
                .toList();
        var together = carriedOut.stream()
                .filter(remedy -> !remedy.title().startsWith("Or "))
                .toList();
        var others = carriedOut.stream().filter(remedy -> remedy.title().startsWith("Or "));
        return Stream.concat(Stream.of(together).filter(part -> !part.isEmpty()), others.map(List::of))
                .map(remedies -> new Way(confirmed, image, finding, remedies))
                .toList();
    }

    @AfterAll
    static void count() {
        System.out.printf("remedies: %d carried out, %d of them proven to help%n", CARRIED_OUT.get(), PROVEN.get());
    }
}
