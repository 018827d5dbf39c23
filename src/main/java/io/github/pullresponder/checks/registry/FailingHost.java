package io.github.pullresponder.checks.registry;

import static io.github.pullresponder.diagnosis.Verdict.undetermined;

import io.github.pullresponder.diagnosis.Verdict.Undetermined;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pullerror.PullErrorObservations;
import io.github.pullresponder.pullerror.Symptom;
import io.github.pullresponder.registry.AzureRegistryHosts;
import io.github.pullresponder.registry.EntraHosts;

/**
 * The host that failed: the one in the message, or otherwise the image's host.
 *
 * @param isNamed true if the message names it, so that the status is from this host itself
 */
record FailingHost(String name, boolean isNamed) {
    /** The node's metadata service, which issues the tokens of managed identities. */
    private static final String METADATA_SERVICE = "169.254.169.254";

    /** The host of the first attempt with this symptom. */
    static FailingHost of(Symptom symptom, PullContext pull) {
        var observations = pull.error().observations();
        var host = observations.hostOf(symptom).or(() -> pull.error().host()).orElseGet(pull::host);
        return new FailingHost(PullErrorObservations.withoutPort(host), observations.namesHostOf(symptom));
    }

    /** Returns true for a registry and for the storage behind one. */
    boolean isAzureRegistry() {
        return AzureRegistryHosts.isRegistry(name) || name.contains(".blob.core.");
    }

    /** Returns true for a host that issues tokens to nodes and is not a registry. */
    boolean isSignIn() {
        return EntraHosts.isSignIn(name) || name.equals(METADATA_SERVICE);
    }

    /** The verdict if the message does not name the host that throttles. */
    static Undetermined notNamed() {
        return undetermined("the message does not name the host that answered 429");
    }

    /** The 429 in the message, in words. */
    String answered429() {
        return isNamed ? name + " answered 429" : "the pull from " + name + " was answered with 429";
    }

    /** Returns true for a mirror on the node. With artifact streaming, the runtime sends its requests to such a mirror first. */
    boolean isMirrorOnNode() {
        return PullErrorObservations.isOnNode(name);
    }
}
