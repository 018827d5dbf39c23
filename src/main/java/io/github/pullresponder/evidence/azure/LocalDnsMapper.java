package io.github.pullresponder.evidence.azure;

import com.azure.resourcemanager.containerservice.models.LocalDnsForwardDestination;
import com.azure.resourcemanager.containerservice.models.LocalDnsProfile;
import com.azure.resourcemanager.containerservice.models.LocalDnsState;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the LocalDNS settings of nodes from ARM. */
final class LocalDnsMapper {
    private LocalDnsMapper() {}

    /**
     * Returns the domains that the node resolves through CoreDNS. Images are pulled with the node's own DNS, which {@code vnetDNSOverrides}
     * configure. Source: "Configure LocalDNS in Azure Kubernetes Service (AKS)", server blocks, supported plugins.
     */
    static List<String> coreDnsDomains(Optional<LocalDnsProfile> profile) {
        return profile
                .filter(settings -> LocalDnsState.ENABLED.equals(settings.state()))
                .flatMap(settings -> Optional.ofNullable(settings.vnetDnsOverrides()))
                .orElse(Map.of())
                .entrySet()
                .stream()
                .filter(domain -> LocalDnsForwardDestination.CLUSTER_CORE_DNS.equals(
                        domain.getValue().forwardDestination()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
