package io.github.pullresponder.expiry;

import io.github.pullresponder.diagnosis.CheckResult;
import io.github.pullresponder.diagnosis.Verdict;
import java.time.Duration;
import java.util.List;

/** What the sweep found out about one user of credentials. */
record CredentialScanResult(CheckResult result, List<CredentialExpiry> lapses) {
    CredentialScanResult {
        lapses = List.copyOf(lapses);
    }

    /** @param otherwise the verdict where nothing has expired or soon will */
    static CredentialScanResult of(String id, String question, List<CredentialExpiry> lapses, Verdict otherwise) {
        var verdict = lapses.isEmpty()
                ? otherwise
                : Verdict.confirmed(
                        lapses.stream().map(CredentialExpiry::finding).toList());
        return new CredentialScanResult(new CheckResult(id, question, verdict, Duration.ZERO), lapses);
    }
}
