package io.github.pullresponder.checks;

import io.github.pullresponder.diagnosis.AzureHosts;
import io.github.pullresponder.diagnosis.PullContext;

/** The host that failed, as the message names it, or else the image's. */
record FailingHost(String name) {

    static FailingHost of(PullContext pull) {
        var host = pull.error().host().orElseGet(pull::host);
        var colon = host.lastIndexOf(':');
        return new FailingHost(colon < 0 ? host : host.substring(0, colon));
    }

    /** A registry, or the storage behind one. */
    boolean isAzureRegistry() {
        return AzureHosts.isRegistry(name) || name.contains(".blob.core.");
    }

    /** On nodes with artifact streaming the runtime asks a mirror on the node itself first. */
    boolean isMirrorOnNode() {
        return name.equals("localhost") || name.equals("127.0.0.1");
    }
}
