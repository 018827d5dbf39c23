package io.github.pullresponder.queue;

import static io.github.pullresponder.pullerror.Symptom.CONNECTION_FAILED;
import static io.github.pullresponder.pullerror.Symptom.FORBIDDEN;
import static io.github.pullresponder.pullerror.Symptom.HOST_NOT_RESOLVED;
import static io.github.pullresponder.pullerror.Symptom.NOT_FOUND;
import static io.github.pullresponder.pullerror.Symptom.NO_MATCHING_PLATFORM;
import static io.github.pullresponder.pullerror.Symptom.TIMEOUT;
import static io.github.pullresponder.pullerror.Symptom.UNAUTHORIZED;

import io.github.pullresponder.pullerror.Symptom;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * All changes in Azure after which pulls are checked: the only list of events to subscribe to, parse and follow up.
 *
 * <p>Operations are spelled as in Azure ("Azure permissions for Containers", "… for Networking", "… for Compute",
 * "… for Management and governance"); events may use another letter case. A new operation is one constant here.
 */
public enum WatchedOperation {
    REGENERATE_ADMIN_PASSWORD(
            "Microsoft.ContainerRegistry/registries/regenerateCredential/action",
            AffectedClusterSelection.REGISTRY,
            Set.of(UNAUTHORIZED)),
    REGENERATE_TOKEN_PASSWORD(
            "Microsoft.ContainerRegistry/registries/generateCredentials/action",
            AffectedClusterSelection.REGISTRY,
            Set.of(UNAUTHORIZED)),
    WRITE_TOKEN(
            "Microsoft.ContainerRegistry/registries/tokens/write",
            AffectedClusterSelection.REGISTRY,
            Set.of(UNAUTHORIZED)),
    DELETE_TOKEN(
            "Microsoft.ContainerRegistry/registries/tokens/delete",
            AffectedClusterSelection.REGISTRY,
            Set.of(UNAUTHORIZED)),
    WRITE_SCOPE_MAP(
            "Microsoft.ContainerRegistry/registries/scopeMaps/write",
            AffectedClusterSelection.REGISTRY,
            Set.of(UNAUTHORIZED)),
    DELETE_SCOPE_MAP(
            "Microsoft.ContainerRegistry/registries/scopeMaps/delete",
            AffectedClusterSelection.REGISTRY,
            Set.of(UNAUTHORIZED)),
    /** Network rules, public access, the admin user and the mode of role assignments are all parts of one resource. */
    WRITE_REGISTRY(
            "Microsoft.ContainerRegistry/registries/write",
            AffectedClusterSelection.REGISTRY,
            SymptomSets.and(UNAUTHORIZED, SymptomSets.NETWORK)),
    DELETE_REGISTRY(
            "Microsoft.ContainerRegistry/registries/delete",
            AffectedClusterSelection.REGISTRY,
            Set.of(NOT_FOUND, HOST_NOT_RESOLVED)),
    WRITE_ENDPOINT_CONNECTION(
            "Microsoft.ContainerRegistry/registries/privateEndpointConnections/write",
            AffectedClusterSelection.REGISTRY,
            SymptomSets.NETWORK),
    DELETE_ENDPOINT_CONNECTION(
            "Microsoft.ContainerRegistry/registries/privateEndpointConnections/delete",
            AffectedClusterSelection.REGISTRY,
            SymptomSets.NETWORK),

    /** A new replica is not synchronized yet; a removed one removes its endpoints. */
    WRITE_REPLICATION(
            "Microsoft.ContainerRegistry/registries/replications/write",
            AffectedClusterSelection.REGISTRY,
            SymptomSets.and(NOT_FOUND, SymptomSets.NETWORK)),
    DELETE_REPLICATION(
            "Microsoft.ContainerRegistry/registries/replications/delete",
            AffectedClusterSelection.REGISTRY,
            SymptomSets.and(NOT_FOUND, SymptomSets.NETWORK)),
    WRITE_CACHE_RULE(
            "Microsoft.ContainerRegistry/registries/cacheRules/write",
            AffectedClusterSelection.REGISTRY,
            Set.of(NOT_FOUND)),
    DELETE_CACHE_RULE(
            "Microsoft.ContainerRegistry/registries/cacheRules/delete",
            AffectedClusterSelection.REGISTRY,
            Set.of(NOT_FOUND)),
    WRITE_CREDENTIAL_SET(
            "Microsoft.ContainerRegistry/registries/credentialSets/write",
            AffectedClusterSelection.REGISTRY,
            Set.of(NOT_FOUND)),
    DELETE_CREDENTIAL_SET(
            "Microsoft.ContainerRegistry/registries/credentialSets/delete",
            AffectedClusterSelection.REGISTRY,
            Set.of(NOT_FOUND)),

    /** The vault itself: its network rules and access policies. */
    WRITE_VAULT("Microsoft.KeyVault/vaults/write", AffectedClusterSelection.VAULT, Set.of(FORBIDDEN)),
    WRITE_VAULT_ACCESS(
            "Microsoft.KeyVault/vaults/accessPolicies/write", AffectedClusterSelection.VAULT, Set.of(FORBIDDEN)),
    DELETE_VAULT("Microsoft.KeyVault/vaults/delete", AffectedClusterSelection.VAULT, Set.of(FORBIDDEN)),

    WRITE_ROLE_ASSIGNMENT(
            "Microsoft.Authorization/roleAssignments/write", AffectedClusterSelection.SCOPE, Set.of(UNAUTHORIZED)),
    DELETE_ROLE_ASSIGNMENT(
            "Microsoft.Authorization/roleAssignments/delete", AffectedClusterSelection.SCOPE, Set.of(UNAUTHORIZED)),

    /** Service principal, kubelet identity, outbound type and proxy are all parts of one resource. */
    WRITE_CLUSTER(
            "Microsoft.ContainerService/managedClusters/write",
            AffectedClusterSelection.CLUSTER,
            SymptomSets.and(UNAUTHORIZED, SymptomSets.NETWORK)),
    /** The request of {@code az aks update-credentials}: the nodes get another credential of a service principal. */
    RESET_SERVICE_PRINCIPAL(
            "Microsoft.ContainerService/managedClusters/resetServicePrincipalProfile/action",
            AffectedClusterSelection.CLUSTER,
            Set.of(UNAUTHORIZED)),
    WRITE_IDENTITY_BINDING(
            "Microsoft.ContainerService/managedClusters/identityBindings/write",
            AffectedClusterSelection.CLUSTER,
            Set.of(UNAUTHORIZED)),
    DELETE_IDENTITY_BINDING(
            "Microsoft.ContainerService/managedClusters/identityBindings/delete",
            AffectedClusterSelection.CLUSTER,
            Set.of(UNAUTHORIZED)),
    WRITE_NODE_POOL(
            "Microsoft.ContainerService/managedClusters/agentPools/write",
            AffectedClusterSelection.CLUSTER,
            SymptomSets.and(UNAUTHORIZED, SymptomSets.and(NO_MATCHING_PLATFORM, SymptomSets.NETWORK))),
    /** The nodes of a pool lose the kubelet identity when their scale set is written without it. */
    WRITE_SCALE_SET(
            "Microsoft.Compute/virtualMachineScaleSets/write",
            AffectedClusterSelection.SCALE_SET,
            Set.of(UNAUTHORIZED)),

    WRITE_ZONE_LINK(
            "Microsoft.Network/privateDnsZones/virtualNetworkLinks/write",
            AffectedClusterSelection.NETWORK,
            SymptomSets.NETWORK),
    DELETE_ZONE_LINK(
            "Microsoft.Network/privateDnsZones/virtualNetworkLinks/delete",
            AffectedClusterSelection.NETWORK,
            SymptomSets.NETWORK),
    WRITE_ZONE_RECORD(
            "Microsoft.Network/privateDnsZones/A/write", AffectedClusterSelection.NETWORK, SymptomSets.NETWORK),
    DELETE_ZONE_RECORD(
            "Microsoft.Network/privateDnsZones/A/delete", AffectedClusterSelection.NETWORK, SymptomSets.NETWORK),
    WRITE_PRIVATE_ENDPOINT(
            "Microsoft.Network/privateEndpoints/write", AffectedClusterSelection.NETWORK, SymptomSets.NETWORK),
    DELETE_PRIVATE_ENDPOINT(
            "Microsoft.Network/privateEndpoints/delete", AffectedClusterSelection.NETWORK, SymptomSets.NETWORK),
    /** Writes the endpoint's records into its zones, and removes them. */
    WRITE_ZONE_GROUP(
            "Microsoft.Network/privateEndpoints/privateDnsZoneGroups/write",
            AffectedClusterSelection.NETWORK,
            SymptomSets.NETWORK),
    DELETE_ZONE_GROUP(
            "Microsoft.Network/privateEndpoints/privateDnsZoneGroups/delete",
            AffectedClusterSelection.NETWORK,
            SymptomSets.NETWORK),
    WRITE_FORWARDING_RULE(
            "Microsoft.Network/dnsForwardingRulesets/forwardingRules/write",
            AffectedClusterSelection.NETWORK,
            SymptomSets.NETWORK),
    DELETE_FORWARDING_RULE(
            "Microsoft.Network/dnsForwardingRulesets/forwardingRules/delete",
            AffectedClusterSelection.NETWORK,
            SymptomSets.NETWORK),
    WRITE_RULESET_LINK(
            "Microsoft.Network/dnsForwardingRulesets/virtualNetworkLinks/write",
            AffectedClusterSelection.NETWORK,
            SymptomSets.NETWORK),
    DELETE_RULESET_LINK(
            "Microsoft.Network/dnsForwardingRulesets/virtualNetworkLinks/delete",
            AffectedClusterSelection.NETWORK,
            SymptomSets.NETWORK),
    WRITE_PEERING(
            "Microsoft.Network/virtualNetworks/virtualNetworkPeerings/write",
            AffectedClusterSelection.NETWORK,
            SymptomSets.NETWORK),
    DELETE_PEERING(
            "Microsoft.Network/virtualNetworks/virtualNetworkPeerings/delete",
            AffectedClusterSelection.NETWORK,
            SymptomSets.NETWORK),
    /** A network names its DNS servers. */
    WRITE_NETWORK("Microsoft.Network/virtualNetworks/write", AffectedClusterSelection.NETWORK, SymptomSets.NETWORK),
    /** A subnet names its route table and its network security group. */
    WRITE_SUBNET(
            "Microsoft.Network/virtualNetworks/subnets/write", AffectedClusterSelection.NETWORK, SymptomSets.NETWORK),
    WRITE_ROUTE_TABLE("Microsoft.Network/routeTables/write", AffectedClusterSelection.NETWORK, SymptomSets.NETWORK),
    DELETE_ROUTE_TABLE("Microsoft.Network/routeTables/delete", AffectedClusterSelection.NETWORK, SymptomSets.NETWORK),
    WRITE_ROUTE("Microsoft.Network/routeTables/routes/write", AffectedClusterSelection.NETWORK, SymptomSets.NETWORK),
    DELETE_ROUTE("Microsoft.Network/routeTables/routes/delete", AffectedClusterSelection.NETWORK, SymptomSets.NETWORK),
    WRITE_SECURITY_GROUP(
            "Microsoft.Network/networkSecurityGroups/write", AffectedClusterSelection.NETWORK, SymptomSets.NETWORK),
    DELETE_SECURITY_GROUP(
            "Microsoft.Network/networkSecurityGroups/delete", AffectedClusterSelection.NETWORK, SymptomSets.NETWORK),
    WRITE_SECURITY_RULE(
            "Microsoft.Network/networkSecurityGroups/securityRules/write",
            AffectedClusterSelection.NETWORK,
            SymptomSets.NETWORK),
    DELETE_SECURITY_RULE(
            "Microsoft.Network/networkSecurityGroups/securityRules/delete",
            AffectedClusterSelection.NETWORK,
            SymptomSets.NETWORK),
    /** Its public addresses are the nodes' outbound addresses. Azure does not delete one that is in use. */
    WRITE_NAT_GATEWAY("Microsoft.Network/natGateways/write", AffectedClusterSelection.NETWORK, SymptomSets.NETWORK),
    WRITE_PUBLIC_ADDRESS(
            "Microsoft.Network/publicIPAddresses/write", AffectedClusterSelection.NETWORK, SymptomSets.NETWORK),
    WRITE_FIREWALL("Microsoft.Network/azureFirewalls/write", AffectedClusterSelection.NETWORK, SymptomSets.NETWORK),
    DELETE_FIREWALL("Microsoft.Network/azureFirewalls/delete", AffectedClusterSelection.NETWORK, SymptomSets.NETWORK),
    WRITE_FIREWALL_POLICY(
            "Microsoft.Network/firewallPolicies/write", AffectedClusterSelection.NETWORK, SymptomSets.NETWORK),
    DELETE_FIREWALL_POLICY(
            "Microsoft.Network/firewallPolicies/delete", AffectedClusterSelection.NETWORK, SymptomSets.NETWORK),
    WRITE_FIREWALL_RULES(
            "Microsoft.Network/firewallPolicies/ruleCollectionGroups/write",
            AffectedClusterSelection.NETWORK,
            SymptomSets.NETWORK),
    DELETE_FIREWALL_RULES(
            "Microsoft.Network/firewallPolicies/ruleCollectionGroups/delete",
            AffectedClusterSelection.NETWORK,
            SymptomSets.NETWORK),
    /** Firewall rules reference it. Azure does not delete one that is in use. */
    WRITE_IP_GROUP("Microsoft.Network/ipGroups/write", AffectedClusterSelection.NETWORK, SymptomSets.NETWORK),

    /** "Azure Container Registry as an Event Grid source". */
    IMAGE_DELETED("Microsoft.ContainerRegistry.ImageDeleted", AffectedClusterSelection.REGISTRY, Set.of(NOT_FOUND)),

    /** New nodes pull everything again ("Azure Kubernetes Service as an Event Grid source"). */
    NODE_POOL_ROLLING_STARTED(
            "Microsoft.ContainerService.NodePoolRollingStarted",
            AffectedClusterSelection.CLUSTER,
            SymptomSets.and(UNAUTHORIZED, SymptomSets.and(NOT_FOUND, SymptomSets.NETWORK))),
    /** A pull may be the reason of a failed upgrade, which leaves new nodes. */
    NODE_POOL_ROLLING_FAILED(
            "Microsoft.ContainerService.NodePoolRollingFailed",
            AffectedClusterSelection.CLUSTER,
            SymptomSets.and(UNAUTHORIZED, SymptomSets.and(NOT_FOUND, SymptomSets.NETWORK)));

    /** The clusters that a change can affect, by the changed resource. */
    public enum AffectedClusterSelection {
        /** Clusters that pull from the changed registry, or from the registry of the changed resource. */
        REGISTRY,
        /** The changed cluster, or the cluster of the changed resource. */
        CLUSTER,
        /** The cluster with the node resource group of the scale set. */
        SCALE_SET,
        /** Clusters whose pulls may use the changed resource or its network. */
        NETWORK,
        /** Clusters that pull from a registry whose encryption key is in the vault. */
        VAULT,
        /** Clusters and registries at or below the scope of the role assignment. */
        SCOPE
    }

    /** The source of an event: the topic of its event subscription. */
    public enum EventGridTopic {
        /** "Azure subscription as an Event Grid source": distinguished by {@code data.operationName}. */
        SUBSCRIPTION,
        /** A registry's own events: distinguished by the event's type. */
        REGISTRY,
        /** A cluster's own events: distinguished by the event's type. */
        CLUSTER
    }

    private static final String REGISTRY_EVENTS = "Microsoft.ContainerRegistry.";
    private static final String CLUSTER_EVENTS = "Microsoft.ContainerService.";

    private final String operation;
    private final AffectedClusterSelection concerns;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of cannot be changed.
    private final Set<Symptom> mayCause;

    WatchedOperation(String operation, AffectedClusterSelection concerns, Set<Symptom> mayCause) {
        this.operation = operation;
        this.concerns = concerns;
        this.mayCause = Set.copyOf(mayCause);
    }

    /** The operation as Azure spells it, or the type of the event. */
    public String operation() {
        return operation;
    }

    public AffectedClusterSelection concerns() {
        return concerns;
    }

    /** The symptoms of pulls that can fail after it. */
    public Set<Symptom> mayCause() {
        return mayCause;
    }

    public EventGridTopic topic() {
        if (operation.startsWith(REGISTRY_EVENTS)) {
            return EventGridTopic.REGISTRY;
        }
        return operation.startsWith(CLUSTER_EVENTS) ? EventGridTopic.CLUSTER : EventGridTopic.SUBSCRIPTION;
    }

    /** The type of the event that reports its success. */
    public String eventType() {
        if (topic() != EventGridTopic.SUBSCRIPTION) {
            return operation;
        }
        return switch (operation.substring(operation.lastIndexOf('/') + 1)) {
            case "write" -> "Microsoft.Resources.ResourceWriteSuccess";
            case "delete" -> "Microsoft.Resources.ResourceDeleteSuccess";
            default -> "Microsoft.Resources.ResourceActionSuccess";
        };
    }

    /** The watched operation of this name, in any letter case. */
    public static Optional<WatchedOperation> named(String operation) {
        return Arrays.stream(values())
                .filter(watched -> watched.operation.equalsIgnoreCase(operation))
                .findFirst();
    }

    /** Constants of an enum cannot refer to its own static fields. */
    private static final class SymptomSets {
        static final Set<Symptom> NETWORK = Set.of(FORBIDDEN, TIMEOUT, CONNECTION_FAILED, HOST_NOT_RESOLVED);

        static Set<Symptom> and(Symptom one, Set<Symptom> others) {
            var all = EnumSet.of(one);
            all.addAll(others);
            return all;
        }
    }
}
