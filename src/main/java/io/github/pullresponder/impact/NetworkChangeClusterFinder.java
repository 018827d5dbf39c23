package io.github.pullresponder.impact;

import io.github.pullresponder.cluster.ResourceGraphCluster;
import io.github.pullresponder.evidence.EvidenceSources;
import io.github.pullresponder.network.VirtualNetworkTopology;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Finds the clusters that a change in a network can affect, because their pulls may use the changed resource.
 *
 * <p>An unnecessary examination of a cluster costs some reads; an omitted cluster fails without a warning. So an unread network counts
 * as affecting every cluster. For any number of networks, this needs one list of them and at most one more read.
 */
final class NetworkChangeClusterFinder {
    private static final String ZONE = "Microsoft.Network/privateDnsZones";
    private static final String REGISTRY_DOMAIN = "azurecr.";
    private static final String SUBNET = "Microsoft.Network/virtualNetworks/subnets";
    private static final String NETWORK = "Microsoft.Network/virtualNetworks";
    private static final String PUBLIC_ADDRESS = "Microsoft.Network/publicIPAddresses";
    private static final String THROUGH_FIREWALL = "userDefinedRouting";

    /** Resources that may affect every cluster: the change does not show the clusters that use them. */
    private static final Set<String> OF_ALL =
            Set.of("Microsoft.Network/privateEndpoints", "Microsoft.Network/dnsForwardingRulesets");

    /** Resources of firewalls; an IP group is a part of firewall rules. */
    private static final Set<String> OF_FIREWALLS = Set.of(
            "Microsoft.Network/azureFirewalls", "Microsoft.Network/firewallPolicies", "Microsoft.Network/ipGroups");

    /** Resources that subnets reference; they do not list their subnets themselves. */
    private static final List<String> OF_SUBNETS = List.of(
            "Microsoft.Network/networkSecurityGroups",
            "Microsoft.Network/routeTables",
            "Microsoft.Network/natGateways");

    private final EvidenceSources sources;

    NetworkChangeClusterFinder(EvidenceSources sources) {
        this.sources = sources;
    }

    /** @throws EvidenceUnavailableException if the clusters cannot be listed, or a retry of the read of networks may succeed */
    List<ResourceGraphCluster> affectedBy(ResourceId changed) {
        var zone = changed.within(ZONE);
        if (zone.isPresent() && !zone.get().name().toLowerCase(Locale.ROOT).contains(REGISTRY_DOMAIN)) {
            return List.of();
        }
        var clusters = sources.clusters().visible();
        if (zone.isPresent() || isWithin(OF_ALL, changed)) {
            return clusters;
        }
        return unlessUnreadable(sources.networks()::networkMap)
                .map(map -> clusters.stream()
                        .filter(affectedBy(changed, clusters, map))
                        .toList())
                .orElse(clusters);
    }

    private static boolean isWithin(Set<String> types, ResourceId changed) {
        return types.stream().anyMatch(type -> changed.within(type).isPresent());
    }

    private Predicate<ResourceGraphCluster> affectedBy(
            ResourceId changed, List<ResourceGraphCluster> clusters, VirtualNetworkTopology map) {
        var place = changed.within(SUBNET).or(() -> changed.within(NETWORK));
        if (place.isPresent()) {
            return cluster -> new ClusterReachableNetworks(cluster, map).mayPass(place.get());
        }
        if (isWithin(OF_FIREWALLS, changed)) {
            return cluster -> mayPassFirewall(cluster, map);
        }
        var isOfACluster = clusters.stream().anyMatch(cluster -> isInNodeResourceGroup(changed, cluster));
        Predicate<ResourceGraphCluster> mayUse = cluster -> isOfACluster
                ? isInNodeResourceGroup(changed, cluster)
                : new ClusterReachableNetworks(cluster, map).mayUsePartsOf(changed.subscription());
        return changed.isOfType(PUBLIC_ADDRESS)
                ? mayUse.or(cluster -> !isOfACluster && mayPassFirewall(cluster, map))
                : subnetsOf(changed)
                        .map(subnets -> areOn(subnets, changed, map))
                        .orElse(mayUse);
    }

    private static boolean mayPassFirewall(ResourceGraphCluster cluster, VirtualNetworkTopology map) {
        return cluster.outboundType().equalsIgnoreCase(THROUGH_FIREWALL)
                || new ClusterReachableNetworks(cluster, map).mayPassFirewall();
    }

    /** Matches clusters on these subnets; AKS's own security group of the nodes' interfaces is only in their resource group. */
    private static Predicate<ResourceGraphCluster> areOn(
            Set<ResourceId> subnets, ResourceId changed, VirtualNetworkTopology map) {
        return cluster -> {
            var networks = new ClusterReachableNetworks(cluster, map);
            return isInNodeResourceGroup(changed, cluster) || subnets.stream().anyMatch(networks::mayPass);
        };
    }

    static boolean isInNodeResourceGroup(ResourceId resource, ResourceGraphCluster cluster) {
        return cluster.nodeResourceGroup().equalsIgnoreCase(resource.resourceGroup())
                && cluster.id().subscription().equalsIgnoreCase(resource.subscription());
    }

    private Optional<Set<ResourceId>> subnetsOf(ResourceId changed) {
        return OF_SUBNETS.stream()
                .flatMap(type -> changed.within(type).stream())
                .findFirst()
                .flatMap(id -> unlessUnreadable(() -> sources.networks().subnetsOf(id)));
    }

    private static <T> Optional<T> unlessUnreadable(Supplier<T> read) {
        try {
            return Optional.of(read.get());
        } catch (EvidenceUnavailableException e) {
            if (e.mayPass()) {
                throw e;
            }
            return Optional.empty();
        }
    }
}
