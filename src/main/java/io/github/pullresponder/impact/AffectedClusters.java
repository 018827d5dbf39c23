package io.github.pullresponder.impact;

import io.github.pullresponder.cluster.ClusterEntry;
import io.github.pullresponder.evidence.EvidenceSources;
import io.github.pullresponder.network.VirtualNetwork;
import io.github.pullresponder.queue.Change;
import io.github.pullresponder.queue.WatchedOperation;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.resource.ResourceId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Which clusters a change can concern, as far as the changed resource shows it. */
final class AffectedClusters {
    private static final String REGISTRY = "Microsoft.ContainerRegistry/registries";
    private static final String CLUSTER = "Microsoft.ContainerService/managedClusters";
    private static final String VAULT = "Microsoft.KeyVault/vaults";
    private static final String NETWORK = "Microsoft.Network/virtualNetworks";
    private static final String ROLE_ASSIGNMENT = "Microsoft.Authorization/roleAssignments";
    private static final String ZONE = "Microsoft.Network/privateDnsZones";
    private static final String REGISTRY_DOMAIN = "azurecr.";
    private static final String THROUGH_FIREWALL = "userDefinedRouting";

    private final EvidenceSources sources;

    AffectedClusters(EvidenceSources sources) {
        this.sources = sources;
    }

    /** @throws EvidenceUnavailableException if the clusters cannot be listed */
    List<ResourceId> of(Change change, WatchedOperation operation) {
        var resource = change.resource();
        if (operation.concerns() == WatchedOperation.Concerns.CLUSTER) {
            return resource.within(CLUSTER).stream().toList();
        }
        return concernedBy(resource, operation)
                .map(concerned -> sources.clusters().visible().stream()
                        .filter(concerned)
                        .map(ClusterEntry::id)
                        .toList())
                .orElse(List.of());
    }

    /** Absent where it concerns none whatever there is. */
    private Optional<Predicate<ClusterEntry>> concernedBy(ResourceId resource, WatchedOperation operation) {
        return switch (operation.concerns()) {
            // Who pulls from a registry only the clusters know: each looks for itself.
            case REGISTRY, CLUSTER -> Optional.of(cluster -> true);
            case SCALE_SET -> Optional.of(cluster -> isInNodeResourceGroup(resource, cluster));
            case SCOPE -> registryLiesAt(scopeOf(resource)) ? Optional.of(cluster -> true) : Optional.empty();
            case VAULT ->
                sources.registries().encryptedWithKeyOf(vaultOf(resource)).isEmpty()
                        ? Optional.empty()
                        : Optional.of(cluster -> true);
            case NETWORK -> concernedByNetwork(resource);
        };
    }

    private static boolean isInNodeResourceGroup(ResourceId resource, ClusterEntry cluster) {
        return cluster.nodeResourceGroup().equalsIgnoreCase(resource.resourceGroup())
                && cluster.id().subscription().equalsIgnoreCase(resource.subscription());
    }

    /** The scope that a role assignment is made at: what stands before it in its id. */
    static ResourceId scopeOf(ResourceId assignment) {
        return assignment.isOfType(ROLE_ASSIGNMENT) ? assignment.parent().parent() : assignment;
    }

    /** The name of the vault that was changed, or whose access policies were. */
    static String vaultOf(ResourceId resource) {
        return resource.within(VAULT).orElse(resource).name();
    }

    private boolean registryLiesAt(ResourceId scope) {
        return sources.registries().visible().stream().anyMatch(entry -> isConcerned(entry.id(), scope));
    }

    /** Whether a change at a scope can concern a registry; which subscriptions a management group holds is not read. */
    static boolean isConcerned(ResourceId registry, ResourceId scope) {
        return scope.isAboveSubscriptions() || registry.isWithin(scope) || scope.isWithin(registry);
    }

    private Optional<Predicate<ClusterEntry>> concernedByNetwork(ResourceId resource) {
        var type = resource.type().toLowerCase(Locale.ROOT);
        var zone = resource.within(ZONE);
        if (zone.isPresent()) {
            return zone.get().name().toLowerCase(Locale.ROOT).contains(REGISTRY_DOMAIN)
                    ? Optional.of(cluster -> true)
                    : Optional.empty();
        }
        var network = resource.within(NETWORK);
        if (network.isPresent()) {
            return Optional.of(cluster -> cluster.subnets().stream().anyMatch(it -> it.isWithin(network.get())));
        }
        if (type.startsWith("microsoft.network/azurefirewalls")
                || type.startsWith("microsoft.network/firewallpolicies")) {
            return Optional.of(cluster -> cluster.outboundType().equalsIgnoreCase(THROUGH_FIREWALL));
        }
        if (type.startsWith("microsoft.network/privateendpoints")) {
            return Optional.of(cluster -> true);
        }
        return Optional.of(onSubnetsWith(resource));
    }

    /**
     * A route table or a security group, or a rule in one: the subnets name it, not the other way round. The group that AKS puts on
     * the network interfaces of nodes is in their resource group.
     */
    private Predicate<ClusterEntry> onSubnetsWith(ResourceId resource) {
        var networks = new HashSet<ResourceId>();
        var subnets = new HashSet<ResourceId>();
        return cluster -> {
            for (var subnet : cluster.subnets()) {
                if (networks.add(subnet.parent())) {
                    subnets.addAll(subnetsWith(resource, subnet.parent()));
                }
            }
            return isInNodeResourceGroup(resource, cluster)
                    || cluster.subnets().stream().anyMatch(subnets::contains);
        };
    }

    /** A network that cannot be read may have them: its clusters then say so themselves. */
    private Set<ResourceId> subnetsWith(ResourceId resource, ResourceId networkId) {
        var found = new HashSet<ResourceId>();
        VirtualNetwork network;
        try {
            network = sources.networks().network(networkId);
        } catch (EvidenceUnavailableException e) {
            return found;
        }
        network.subnets().stream()
                .filter(subnet -> Stream.of(subnet.routeTable(), subnet.securityGroup())
                        .flatMap(Optional::stream)
                        .anyMatch(resource::isWithin))
                .forEach(subnet -> found.add(subnet.id()));
        return found;
    }

    static Optional<ResourceId> registryOf(ResourceId resource) {
        return resource.within(REGISTRY);
    }
}
