package io.github.pullresponder.report;

import io.github.pullresponder.diagnosis.Report;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * The parts of a card that are not in its report.
 *
 * @param again a word before the headline if the incident was reported before; empty if it is new
 * @param podCount the number of affected pods, which may be more than the report names
 * @param page the URL of the report
 */
public record CardContext(String again, int podCount, Optional<Instant> since, Optional<URI> page) {

    /** Details of a report without an incident. */
    static CardContext of(Report report) {
        return new CardContext("", report.subject().pods().size(), report.since(), Optional.empty());
    }
}
