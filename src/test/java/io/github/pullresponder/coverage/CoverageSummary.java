package io.github.pullresponder.coverage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Prints the coverage of src/main by the tests of this build, as JaCoCo counted it. */
public final class CoverageSummary {
    private static final Path REPORT = Path.of("target", "site", "jacoco", "jacoco.csv");

    private CoverageSummary() {}

    public static void main(String[] arguments) throws IOException {
        System.out.println(
                Files.exists(REPORT) ? summary(Files.readAllLines(REPORT)) : "Coverage: not measured, no test ran.");
    }

    /** @param report lines of JaCoCo's CSV, the header first */
    static String summary(List<String> report) {
        return "Coverage of src/main: lines %s, branches %s. Details: target/site/jacoco/index.html"
                .formatted(share(report, "LINE"), share(report, "BRANCH"));
    }

    private static String share(List<String> report, String counter) {
        var header = List.of(report.get(0).split(",", -1));
        var missed = sum(report, header.indexOf(counter + "_MISSED"));
        var covered = sum(report, header.indexOf(counter + "_COVERED"));
        return String.format(
                Locale.ROOT, "%.1f %% (%d of %d)", 100.0 * covered / (missed + covered), covered, missed + covered);
    }

    private static long sum(List<String> report, int column) {
        return report.stream()
                .skip(1)
                .mapToLong(line -> Long.parseLong(line.split(",", -1)[column]))
                .sum();
    }
}
