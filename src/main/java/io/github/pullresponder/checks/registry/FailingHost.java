package io.github.pullresponder.checks.registry;

import static io.github.pullresponder.diagnosis.Verdict.undetermined;

import io.github.pullresponder.diagnosis.Verdict.Undetermined;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pullerror.Observations;
import io.github.pullresponder.pullerror.Symptom;
import io.github.pullresponder.registry.AzureRegistryHosts;
import io.github.pullresponder.registry.EntraHosts;

/**
 * The host that failed, as the message names it, or else the image's.
 *
 * @param isNamed whether the message names it, so that the status is this host's own word
 */
record FailingHost(String name, boolean isNamed) {
    /** The node's own metadata service, which gives tokens of managed identities. */
    private static final String METADATA_SERVICE = "169.254.169.254";

    /** The host of the first attempt that failed in this way. */
    static FailingHost of(Symptom symptom, PullContext pull) {
        var observations = pull.error().observations();
        var host = observations.hostOf(symptom).or(() -> pull.error().host()).orElseGet(pull::host);
        return new FailingHost(Observations.withoutPort(host), observations.namesHostOf(symptom));
    }

    /** A registry, or the storage behind one. */
    boolean isAzureRegistry() {
        return AzureRegistryHosts.isRegistry(name) || name.contains(".blob.core.");
    }

    /** A host that gives tokens to nodes, and is no registry. */
    boolean isSignIn() {
        return EntraHosts.isSignIn(name) || name.equals(METADATA_SERVICE);
    }

    /** Only a host that the message names says itself that it throttles. */
    static Undetermined notNamed() {
        return undetermined("the message does not name the host that answered 429");
    }

    /** What the message says of a 429. */
    String answered429() {
        return isNamed ? name + " answered 429" : "the pull from " + name + " was answered with 429";
    }

    /** On nodes with artifact streaming the runtime asks a mirror on the node itself first. */
    boolean isMirrorOnNode() {
        return Observations.isOnNode(name);
    }
}
