package io.github.pullresponder.evidence;

/** Opens the evidence sources for one diagnosis. */
public interface EvidenceProvider {
    /** The sources count every request they send in {@code tally}. */
    EvidenceSources open(CallTally tally);
}
