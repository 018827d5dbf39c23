package io.github.pullresponder.impact;

import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.queue.WorkItem.Changed;
import io.github.pullresponder.read.Source;
import io.github.pullresponder.text.DisplayFormat;

/** Evidence of who made a change, and when, as the event says it. */
final class ChangeAttribution {
    static final Source PODS = new Source("Kubernetes pods of the cluster");

    private ChangeAttribution() {}

    static Finding withEvidence(Finding finding, Changed changed) {
        return finding.because(
                sourceOf(changed),
                "%s: %s at %s",
                changed.change().who().orElse("somebody"),
                changed.change().operation(),
                DisplayFormat.time(changed.origin().at()));
    }

    static Source sourceOf(Changed changed) {
        return new Source("event " + changed.origin().correlation());
    }
}
