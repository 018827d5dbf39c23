package io.github.pullresponder.checks.identity;

import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.read.Source;
import io.github.pullresponder.text.DisplayFormat;
import io.github.pullresponder.text.RemainingDays;
import java.time.Instant;
import java.util.Optional;

/** A credential that is valid, and not for much longer. */
final class ExpiringCredential {
    private ExpiringCredential() {}

    /** @param what names the credential, and what it is used for */
    static Finding.Draft of(String what, Instant end, Instant now) {
        return Finding.of(
                Cause.CREDENTIAL_EXPIRING,
                "%s expires %s, on %s"
                        .formatted(what, RemainingDays.until(end, now).words(), DisplayFormat.day(end)));
    }

    /** With what may still work when it has expired: Azure does not say which of them is in use. */
    static Finding besides(Finding finding, Source source, String otherOne, Optional<Instant> end, String whose) {
        return finding.because(
                source,
                "%s is valid %s; which of them %s cannot be seen",
                otherOne,
                end.map(it -> "until " + DisplayFormat.day(it)).orElse("without end"),
                whose);
    }
}
