package io.github.pullresponder.impact;

import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.pull.PullingIdentity.NamedPullSecret;
import io.github.pullresponder.queue.WorkItem.ResourceChanged;
import io.github.pullresponder.read.EvidenceSubject;
import io.github.pullresponder.read.Source;
import io.github.pullresponder.text.DisplayFormat;

/** Evidence of the author and the time of a change, from its event. */
final class ChangeAttribution {
    private static final String PODS = "Kubernetes pods of the cluster";

    private ChangeAttribution() {}

    /** The pods that use an image. */
    static Source podsOf(String image) {
        return new Source(PODS, EvidenceSubject.image(image));
    }

    /** The pods that use a pull secret. */
    static Source podsWith(NamedPullSecret secret) {
        return new Source(PODS, secret.source().subject());
    }

    static Finding withEvidence(Finding finding, ResourceChanged changed) {
        return finding.because(
                sourceOf(changed),
                "%s: %s on %s at %s",
                changed.change().who().orElse("an unknown caller"),
                changed.change().operation(),
                changed.change().resource().name(),
                DisplayFormat.time(changed.origin().at()));
    }

    static Source sourceOf(ResourceChanged changed) {
        return new Source(
                "event " + changed.origin().correlation(),
                EvidenceSubject.resource(changed.change().resource()));
    }
}
