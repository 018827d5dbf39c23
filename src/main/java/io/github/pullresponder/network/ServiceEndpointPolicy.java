package io.github.pullresponder.network;

import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A service endpoint policy: it lists the Azure Storage accounts that the traffic of its subnets may reach, and denies all others, in
 * each region. Accounts that an Azure service manages are denied, unless the policy lists the alias of the service.
 *
 * <p>Source: "Virtual network service endpoint policies for Azure Storage".
 *
 * @param resources accounts, resource groups, subscriptions and aliases of services
 */
public record ServiceEndpointPolicy(ResourceId id, List<String> resources) {
    private static final String ALIAS = "/services/";

    /** Aliases of other services ("az network service-endpoint list-service-alias"). */
    private static final Set<String> OF_OTHER_SERVICES = Set.of(
            "/services/azure/batch",
            "/services/azure/databricks",
            "/services/azure/datafactory",
            "/services/azure/hdinsight",
            "/services/azure/machinelearning",
            "/services/azure/managedinstance",
            "/services/azure/webpi");

    public ServiceEndpointPolicy {
        resources = List.copyOf(resources);
    }

    /**
     * Returns true if the policy lists an alias that may include the accounts of registries: the content of each alias is not documented.
     */
    public boolean mayAllowRegistries() {
        return resources.stream()
                .map(resource -> resource.strip().toLowerCase(Locale.ROOT))
                .anyMatch(resource -> resource.startsWith(ALIAS) && !OF_OTHER_SERVICES.contains(resource));
    }
}
