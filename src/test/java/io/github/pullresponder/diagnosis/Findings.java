package io.github.pullresponder.diagnosis;

import io.github.pullresponder.read.FactSource;

/** Findings for tests to which the evidence does not matter. */
public final class Findings {
    private Findings() {}

    public static Finding of(Cause cause, String summary) {
        return Finding.of(cause, summary).because(FactSource.message(), "the kubelet says so");
    }
}
