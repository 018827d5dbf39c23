package io.github.pullresponder.checks.registry;

import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.registry.AzureRegistryHosts;

/** The host that failed, as the message names it, or else the image's. */
record FailingHost(String name) {

    static FailingHost of(PullContext pull) {
        var host = pull.error().host().orElseGet(pull::host);
        var colon = host.lastIndexOf(':');
        return new FailingHost(colon < 0 ? host : host.substring(0, colon));
    }

    /** A registry, or the storage behind one. */
    boolean isAzureRegistry() {
        return AzureRegistryHosts.isRegistry(name) || name.contains(".blob.core.");
    }

    /** On nodes with artifact streaming the runtime asks a mirror on the node itself first. */
    boolean isMirrorOnNode() {
        return name.equals("localhost") || name.equals("127.0.0.1");
    }
}
