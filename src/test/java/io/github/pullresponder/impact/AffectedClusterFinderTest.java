package io.github.pullresponder.impact;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.cluster.ResourceGraphCluster;
import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.diagnosis.ShopNetwork;
import io.github.pullresponder.network.ResourceGraphVirtualNetwork;
import io.github.pullresponder.network.VirtualNetworkTopology;
import io.github.pullresponder.queue.ResourceChange;
import io.github.pullresponder.queue.WatchedOperation;
import io.github.pullresponder.registry.RegistryProperties;
import io.github.pullresponder.registry.RegistryProperties.CustomerManagedKey;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AffectedClusterFinderTest {
    private static final String SUBSCRIPTION = "/subscriptions/" + ShopEvidence.CLUSTER.subscription();
    private static final String NETWORK = ShopEvidence.NODE_SUBNET.parent().toString();

    private final ShopEvidence shop = new ShopEvidence();

    AffectedClusterFinderTest() {
        shop.network.map = new VirtualNetworkTopology(
                List.of(
                        new ResourceGraphVirtualNetwork(
                                ShopNetwork.SHOP, List.of(), List.of(), Set.of(ShopNetwork.HUB)),
                        new ResourceGraphVirtualNetwork(
                                ShopNetwork.HUB, List.of(), List.of(), Set.of(ShopNetwork.SHOP)),
                        new ResourceGraphVirtualNetwork(
                                ResourceId.parse(
                                        SUBSCRIPTION
                                                + "/resourceGroups/MC_rg-depot/providers/Microsoft.Network/virtualNetworks/aks-vnet-1"),
                                List.of(),
                                List.of(),
                                Set.of())),
                Set.of(),
                Set.of(ShopNetwork.ENDPOINTS));
    }

    /** The shop is on the network {N} behind a firewall; the depot is on a network that AKS created. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    WRITE_REGISTRY          | {R}                                                                     | aks-shop aks-depot
                    WRITE_TOKEN             | {R}/tokens/ci                                                           | aks-shop aks-depot
                    WRITE_CLUSTER           | {C}                                                                     | aks-shop
                    WRITE_NODE_POOL         | {C}/agentPools/user                                                     | aks-shop
                    WRITE_SCALE_SET         | {S}/resourcegroups/mc_rg-depot/providers/Microsoft.Compute/virtualMachineScaleSets/x | aks-depot
                    WRITE_SCALE_SET         | {S}/resourceGroups/rg-other/providers/Microsoft.Compute/virtualMachineScaleSets/x    | -
                    DELETE_ROLE_ASSIGNMENT  | {R}/providers/Microsoft.Authorization/roleAssignments/1                 | aks-shop aks-depot
                    DELETE_ROLE_ASSIGNMENT  | {S}/providers/Microsoft.Authorization/roleAssignments/1                 | aks-shop aks-depot
                    DELETE_ROLE_ASSIGNMENT  | {S}/resourceGroups/rg-registry/providers/Microsoft.Authorization/roleAssignments/1 | aks-shop aks-depot
                    DELETE_ROLE_ASSIGNMENT  | {S}/resourceGroups/rg-shop/providers/Microsoft.Authorization/roleAssignments/1     | -
                    DELETE_ROLE_ASSIGNMENT  | {S}/resourceGroups/rg-registry/providers/Microsoft.Storage/storageAccounts/a/providers/Microsoft.Authorization/roleAssignments/1 | -
                    WRITE_CACHE_RULE        | {R}/cacheRules/hub                                                      | aks-shop aks-depot
                    DELETE_REPLICATION      | {R}/replications/eastus                                                 | aks-shop aks-depot
                    RESET_SERVICE_PRINCIPAL | {C}                                                                     | aks-shop
                    DELETE_IDENTITY_BINDING | {C}/identityBindings/web                                                | aks-shop
                    WRITE_VAULT             | {S}/resourceGroups/rg-keys/providers/Microsoft.KeyVault/vaults/KV-Shop  | aks-shop aks-depot
                    WRITE_VAULT_ACCESS      | {S}/resourceGroups/rg-keys/providers/Microsoft.KeyVault/vaults/kv-shop/accessPolicies/add | aks-shop aks-depot
                    WRITE_VAULT             | {S}/resourceGroups/rg-keys/providers/Microsoft.KeyVault/vaults/kv-other | -
                    DELETE_ZONE_LINK        | {S}/resourceGroups/rg/providers/Microsoft.Network/privateDnsZones/privatelink.azurecr.io/virtualNetworkLinks/a | aks-shop aks-depot
                    DELETE_ZONE_RECORD      | {S}/resourceGroups/rg/providers/Microsoft.Network/privateDnsZones/privatelink.vaultcore.azure.net/A/b | -
                    DELETE_PEERING          | {N}/virtualNetworkPeerings/to-hub                                       | aks-shop
                    WRITE_SUBNET            | {N}/subnets/snet-nodes                                                  | aks-shop
                    WRITE_NETWORK           | {S}/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/other | -
                    WRITE_FIREWALL_RULES    | {S}/resourceGroups/rg/providers/Microsoft.Network/firewallPolicies/p/ruleCollectionGroups/g | aks-shop
                    WRITE_PRIVATE_ENDPOINT  | {S}/resourceGroups/rg/providers/Microsoft.Network/privateEndpoints/pe   | aks-shop aks-depot
                    WRITE_SECURITY_RULE     | {S}/resourceGroups/mc_rg-depot/providers/Microsoft.Network/networkSecurityGroups/aks-agentpool-1-nsg/securityRules/r | aks-depot
                    WRITE_SECURITY_RULE     | {S}/resourceGroups/rg-other/providers/Microsoft.Network/networkSecurityGroups/nsg/securityRules/r | -
                    WRITE_ROUTE             | {S}/resourceGroups/rg/providers/Microsoft.Network/routeTables/none/routes/r | -
                    DELETE_ZONE_GROUP       | {S}/resourceGroups/rg/providers/Microsoft.Network/privateEndpoints/pe/privateDnsZoneGroups/default | aks-shop aks-depot
                    DELETE_RULESET_LINK     | {S}/resourceGroups/rg/providers/Microsoft.Network/dnsForwardingRulesets/frs/virtualNetworkLinks/hub | aks-shop aks-depot
                    """)
    void theResourceDeterminesTheAffectedClusters(WatchedOperation operation, String resource, String names) {
        isEncryptedWith("https://kv-shop.vault.azure.net/keys/registry/1");
        var affected = affectedBy(operation, resource);
        assertThat(affected)
                .extracting(ResourceId::name)
                .containsExactly(names.equals("-") ? new String[0] : names.split(" "));
    }

    private void isEncryptedWith(String key) {
        shop.registryIs(new RegistryProperties(
                "westeurope",
                "Premium",
                "Succeeded",
                false,
                Optional.of(new CustomerManagedKey(key, Optional.empty()))));
    }

    private List<ResourceId> affectedBy(WatchedOperation operation, String resource) {
        var id = resource.replace("{R}", ShopEvidence.REGISTRY.toString())
                .replace("{C}", ShopEvidence.CLUSTER.toString())
                .replace("{N}", NETWORK)
                .replace("{S}", SUBSCRIPTION);
        var change =
                new ResourceChange(operation.operation(), ResourceId.parse(id), Optional.empty(), Optional.empty());
        return new AffectedClusterFinder(new SeenClusters(shop, List.of(entry("aks-shop"), entry("aks-depot"))))
                .of(change, operation);
    }

    private static ResourceGraphCluster entry(String name) {
        var isShop = name.equals("aks-shop");
        return new ResourceGraphCluster(
                isShop
                        ? ShopEvidence.CLUSTER
                        : ResourceId.parse(SUBSCRIPTION
                                + "/resourceGroups/rg-depot/providers/Microsoft.ContainerService/managedClusters/"
                                + name),
                "westeurope",
                isShop ? "MC_rg-shop" : "MC_rg-depot",
                isShop ? Set.of(ShopEvidence.NODE_SUBNET) : Set.of(),
                isShop ? "userDefinedRouting" : "loadBalancer",
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
