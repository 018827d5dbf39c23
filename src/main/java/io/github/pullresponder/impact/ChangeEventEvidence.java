package io.github.pullresponder.impact;

import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.pull.PullingIdentity.ReferencedPullSecret;
import io.github.pullresponder.queue.WorkItem.ResourceChanged;
import io.github.pullresponder.read.EvidenceSubject;
import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.text.DisplayFormat;

/** Builds the evidence of the author and the time of a change, from its event. */
final class ChangeEventEvidence {
    private static final String PODS = "Kubernetes pods of the cluster";

    private ChangeEventEvidence() {}

    /** The pods that use an image. */
    static FactSource podsOf(String image) {
        return new FactSource(PODS, EvidenceSubject.image(image));
    }

    /** The pods that use a pull secret. */
    static FactSource podsWith(ReferencedPullSecret secret) {
        return new FactSource(PODS, secret.source().subject());
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

    static FactSource sourceOf(ResourceChanged changed) {
        return new FactSource(
                "event " + changed.origin().correlation(),
                EvidenceSubject.resource(changed.change().resource()));
    }
}
