package io.github.pullresponder.evidence.azure;

import com.azure.resourcemanager.containerservice.models.LocalDnsForwardDestination;
import com.azure.resourcemanager.containerservice.models.LocalDnsProfile;
import com.azure.resourcemanager.containerservice.models.LocalDnsState;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What ARM says about the DNS cache on nodes. */
final class LocalDnsAnswers {
    private LocalDnsAnswers() {}

    /**
     * Images are pulled with the node's own DNS, which {@code vnetDNSOverrides} are for. Source: "Configure LocalDNS in Azure Kubernetes
     * Service (AKS)", server blocks, supported plugins.
     */
    static List<String> coreDnsDomains(Optional<LocalDnsProfile> profile) {
        return profile
                .filter(it -> LocalDnsState.ENABLED.equals(it.state()))
                .flatMap(it -> Optional.ofNullable(it.vnetDnsOverrides()))
                .orElse(Map.of())
                .entrySet()
                .stream()
                .filter(it -> LocalDnsForwardDestination.CLUSTER_CORE_DNS.equals(
                        it.getValue().forwardDestination()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
