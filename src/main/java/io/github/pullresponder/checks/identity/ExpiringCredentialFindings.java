package io.github.pullresponder.checks.identity;

import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.text.DisplayFormat;
import io.github.pullresponder.text.RemainingDays;
import java.time.Instant;
import java.util.Optional;

/** Builds the findings on a credential that is valid and expires soon. */
final class ExpiringCredentialFindings {
    private ExpiringCredentialFindings() {}

    /** @param what the credential and its use, in words */
    static Finding.Draft of(String what, Instant end, Instant now) {
        return Finding.of(
                Cause.CREDENTIAL_EXPIRING,
                "%s expires %s, on %s"
                        .formatted(what, RemainingDays.until(end, now).words(), DisplayFormat.day(end)));
    }

    /** Adds a credential that is valid for longer: Azure does not say which of the two is in use. */
    static Finding withLongerValid(
            Finding finding, FactSource source, String other, Optional<Instant> end, String used) {
        return finding.because(
                source,
                "%s is valid %s; %s is not visible to Pull Responder",
                other,
                end.map(time -> "until " + DisplayFormat.day(time)).orElse("without an end date"),
                used);
    }
}
