package io.github.pullresponder.report;

import io.github.pullresponder.diagnosis.Diagnosis;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * What a card says besides its diagnosis.
 *
 * @param again a word before the headline where it was told before; empty where it is new
 * @param podCount how many pods are affected, which may be more than the diagnosis names
 * @param page where the report can be read
 */
public record CardDetails(String again, int podCount, Optional<Instant> since, Optional<URI> page) {

    /** Of a diagnosis that stands for itself. */
    static CardDetails of(Diagnosis diagnosis) {
        var subject = diagnosis.subject();
        return new CardDetails("", subject.pods().size(), subject.since(), Optional.empty());
    }
}
