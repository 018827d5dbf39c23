package io.github.pullresponder.diagnosis;

import io.github.pullresponder.checks.CheckCatalog;
import io.github.pullresponder.pull.PullContext;

/** Runs one check on its own, with the matrix of identities that a diagnosis has. */
public final class SingleCheck {
    private SingleCheck() {}

    public static Verdict verdictOf(Check check, PullContext pull) {
        return CheckRunner.verdictOf(check, pull, new IdentityVerdictMatrix(CheckCatalog.all(), pull));
    }
}
