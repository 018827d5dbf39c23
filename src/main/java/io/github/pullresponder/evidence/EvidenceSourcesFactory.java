package io.github.pullresponder.evidence;

import io.github.pullresponder.read.RequestCounter;

/** Opens the evidence sources for one diagnosis. */
public interface EvidenceSourcesFactory {
    /** Opens sources that count every request in {@code tally}. */
    EvidenceSources open(RequestCounter tally);
}
