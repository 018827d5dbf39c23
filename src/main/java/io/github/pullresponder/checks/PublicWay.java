package io.github.pullresponder.checks;

import io.github.pullresponder.evidence.RegistryNetwork.PublicAccess;
import io.github.pullresponder.evidence.network.AddressRange;
import io.github.pullresponder.evidence.network.Egress;
import io.github.pullresponder.evidence.network.PullPath;
import io.github.pullresponder.pull.Symptom;
import java.util.List;

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

    /** The addresses that no rule of the registry contains. */
    static List<Egress.Address> notAllowed(PullPath path, Egress egress) {
        var allowed = path.registry().network().allowedAddresses().stream()
                .flatMap(text -> AddressRange.find(text).stream())
                .toList();
        return egress.addresses().stream()
                .filter(address -> !address.range().isCoveredBy(allowed))
                .toList();
    }
}
