package io.github.pullresponder.checks.network;

import io.github.pullresponder.network.PullPath;
import io.github.pullresponder.pullerror.Symptom;
import io.github.pullresponder.registry.RegistryNetwork.PublicAccess;

/** Whether a registry lets the nodes in over its public address. */
final class PublicEndpoint {
    private PublicEndpoint() {}

    /**
     * Whether a refusal cannot come from the registry's own network rules.
     *
     * <p>A timeout says nothing about them: the request was not even refused.
     */
    static boolean isOpenFor(Symptom symptom, PullPath path) {
        var network = path.registry().network();
        if (symptom != Symptom.FORBIDDEN || network.publicAccess() != PublicAccess.ENABLED) {
            return false;
        }
        return !network.deniesByDefault();
    }
}
