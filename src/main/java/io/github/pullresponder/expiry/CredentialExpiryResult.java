package io.github.pullresponder.expiry;

import io.github.pullresponder.diagnosis.CheckResult;
import io.github.pullresponder.diagnosis.Verdict;
import java.time.Duration;
import java.util.List;

/** The result of the sweep for one credential or one service principal. */
record CredentialExpiryResult(CheckResult result, List<CredentialExpiry> expiries) {
    CredentialExpiryResult {
        expiries = List.copyOf(expiries);
    }

    /** @param otherwise the verdict if no credential has expired or expires soon */
    static CredentialExpiryResult of(String id, String question, List<CredentialExpiry> expiries, Verdict otherwise) {
        var verdict = expiries.isEmpty()
                ? otherwise
                : Verdict.confirmed(
                        expiries.stream().map(CredentialExpiry::finding).toList());
        return new CredentialExpiryResult(new CheckResult(id, question, verdict, Duration.ZERO), expiries);
    }
}
