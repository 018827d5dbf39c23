package io.github.pullresponder.evidence;

import io.github.pullresponder.read.RequestCounter;

/** Opens the evidence sources for one diagnosis. */
public interface EvidenceProvider {
    /** The sources count every request they send in {@code tally}. */
    EvidenceSources open(RequestCounter tally);
}
