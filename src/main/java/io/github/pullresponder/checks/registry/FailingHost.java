package io.github.pullresponder.checks.registry;

import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pullerror.Observations;
import io.github.pullresponder.pullerror.Symptom;
import io.github.pullresponder.registry.AzureRegistryHosts;

/** The host that failed, as the message names it, or else the image's. */
record FailingHost(String name) {

    /** The host of the first attempt that failed in this way. */
    static FailingHost of(Symptom symptom, PullContext pull) {
        var host = pull.error()
                .observations()
                .hostOf(symptom)
                .or(() -> pull.error().host())
                .orElseGet(pull::host);
        return new FailingHost(Observations.withoutPort(host));
    }

    /** A registry, or the storage behind one. */
    boolean isAzureRegistry() {
        return AzureRegistryHosts.isRegistry(name) || name.contains(".blob.core.");
    }

    /** On nodes with artifact streaming the runtime asks a mirror on the node itself first. */
    boolean isMirrorOnNode() {
        return Observations.isOnNode(name);
    }
}
