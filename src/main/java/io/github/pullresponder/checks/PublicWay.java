package io.github.pullresponder.checks;

import io.github.pullresponder.evidence.RegistryNetwork.PublicAccess;
import io.github.pullresponder.evidence.network.PullPath;
import io.github.pullresponder.pull.Symptom;

/** Whether a registry lets the nodes in over its public address. */
final class PublicWay {
    private PublicWay() {}

    /**
     * Whether a refusal cannot come from the registry's own network rules.
     *
     * <p>A timeout says nothing about them: whoever waits was not even refused.
     */
    static boolean isOpenFor(Symptom symptom, PullPath path) {
        var network = path.registry().network();
        if (symptom != Symptom.FORBIDDEN || network.publicAccess() != PublicAccess.ENABLED) {
            return false;
        }
        return !network.deniesByDefault();
    }
}
