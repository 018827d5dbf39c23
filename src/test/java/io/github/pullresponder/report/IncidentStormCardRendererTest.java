package io.github.pullresponder.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.report.IncidentStormDetails.StormIncidentSummary;
import io.github.pullresponder.report.IncidentStormDetails.StormPhase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncidentStormCardRendererTest {
    @ParameterizedTest
    @CsvSource({"STARTED, STORM · aks-shop", "GROWING, STORM GROWS · aks-shop", "ENDED, STORM ENDED · aks-shop"})
    void itShowsTheExtentOfTheStorm(StormPhase phase, String banner) {
        assertThat(IncidentStormCardRenderer.render(storm(phase, 3))).contains(banner, "3 incidents since");
    }

    @Test
    void allIncidentsAreListedWhereTheyFit() {
        var card = IncidentStormCardRenderer.render(storm(StormPhase.STARTED, 21));

        assertThat(IntStream.range(0, 21)).allMatch(i -> card.contains("registry-" + i + " ·"));
        assertThat(card).doesNotContain("more, in");
    }

    @Test
    void entriesBeyondTheLimitAreCountedWithTheirPlace() {
        var card = IncidentStormCardRenderer.render(storm(StormPhase.ENDED, 2_000));

        assertThat(card.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(20_000);
        assertThat(card).containsPattern("… and 1\\d\\d\\d more, in the table");
    }

    private static IncidentStormDetails storm(StormPhase phase, int incidents) {
        List<StormIncidentSummary> lines = IntStream.range(0, incidents)
                .mapToObj(i -> new StormIncidentSummary(
                        "UNAUTHORIZED", "registry-" + i, 3, i % 2 == 0, "20261122-%032x".formatted(i)))
                .toList();
        return new IncidentStormDetails(phase, "aks-shop", Instant.parse("2026-11-22T10:00:00Z"), lines, "the table");
    }
}
