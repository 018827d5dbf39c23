package io.github.pullresponder.sweep;

import io.github.pullresponder.checks.Told;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.evidence.Source;
import io.github.pullresponder.work.WorkItem.Changed;

/** Says who made a change, and when, as the event tells it. */
final class WhoAndWhen {
    static final Source PODS = new Source("Kubernetes pods of the cluster");

    private WhoAndWhen() {}

    static Finding told(Finding finding, Changed changed) {
        return finding.because(
                sourceOf(changed),
                "%s: %s at %s",
                changed.change().who().orElse("somebody"),
                changed.change().operation(),
                Told.time(changed.origin().at()));
    }

    static Source sourceOf(Changed changed) {
        return new Source("event " + changed.origin().correlation());
    }
}
