package io.github.pullresponder.report;

import io.github.pullresponder.diagnosis.Report;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * The parts of a card that are not in its report.
 *
 * @param again a word before the headline where it was reported before; empty where it is new
 * @param podCount how many pods are affected, which may be more than the report names
 * @param page where the report can be read
 */
public record CardDetails(String again, int podCount, Optional<Instant> since, Optional<URI> page) {

    /** Of a report that stands for itself. */
    static CardDetails of(Report report) {
        return new CardDetails("", report.subject().pods().size(), report.since(), Optional.empty());
    }
}
