package io.github.pullresponder.network;

import io.github.pullresponder.cluster.NodeComputeResource;
import io.github.pullresponder.network.NetworkSnapshot.InterfaceSecurityGroup;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.read.ReadResult;
import io.github.pullresponder.resource.ResourceId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The network security groups on the path to a destination: of the node's network interface, of its subnet, and of the private endpoint's
 * subnet if groups apply to endpoints. Each of them can deny the traffic.
 *
 * <p>Source: "How network security groups filter network traffic". An admin rule of a network manager can allow traffic before the groups
 * of the node are evaluated.
 */
public final class SecurityGroupsOnPath {
    private final PullPath path;

    /** A resource with a security group: a subnet, or the machine or the scale set of a network interface. */
    public record SecurityGroupHolder(AssociationType kind, String description, FactSource source) {
        /** The kinds of resources that a group can be associated with. */
        enum AssociationType {
            INTERFACE,
            SUBNET
        }
    }

    /**
     * The decision of a security group.
     *
     * @param inbound true for inbound traffic of the endpoint, false for outbound traffic of the node
     */
    public record SecurityGroupDecision(
            SecurityGroup group, RuleDecision decision, boolean inbound, SecurityGroupHolder holder) {
        public boolean isOfInterface() {
            return holder.kind() == SecurityGroupHolder.AssociationType.INTERFACE;
        }
    }

    SecurityGroupsOnPath(PullPath path) {
        this.path = path;
    }

    /** The decision of each group, or the reason why it was not read. */
    public List<ReadResult<List<SecurityGroupDecision>>> toward(TrafficDestination destination) {
        Stream<Supplier<List<SecurityGroupDecision>>> ofNode = isAlwaysAllowed(destination)
                ? Stream.empty()
                : Stream.of(
                        () -> ofInterfaces(destination),
                        () -> ofNodeSubnet(destination).stream().toList());
        return Stream.concat(
                        ofNode,
                        Stream.<Supplier<List<SecurityGroupDecision>>>of(
                                () -> ofEndpointSubnet(destination).stream().toList()))
                .map(ReadResult::attempt)
                .toList();
    }

    /** Returns true if an admin rule allows the traffic before the groups of the node are evaluated. */
    boolean isAlwaysAllowed(TrafficDestination destination) {
        return ReadResult.attempt(() -> path.adminDecision(destination))
                .optional()
                .filter(SecurityAdminRuleDecision::alwaysAllows)
                .isPresent();
    }

    /**
     * The decisions of the groups on the network interfaces of the computes that the node may run on. A group that the subnet also has is
     * omitted.
     *
     * @throws EvidenceUnavailableException if the decision depends on the node's compute, and that is not known
     */
    List<SecurityGroupDecision> ofInterfaces(TrafficDestination destination) {
        var decisions = new LinkedHashMap<NodeComputeResource, Optional<SecurityGroupDecision>>();
        for (var interfaceGroup : path.snapshot().interfaceGroups().get()) {
            decisions.put(interfaceGroup.compute(), decision(interfaceGroup, destination));
        }
        requireAgreement(decisions, destination);
        var ofSubnet = path.nodeSubnet().securityGroup();
        var byGroup = new LinkedHashMap<ResourceId, SecurityGroupDecision>();
        decisions.values().stream()
                .flatMap(Optional::stream)
                .filter(decision ->
                        !ofSubnet.equals(Optional.of(decision.group().id())))
                .forEach(decision -> byGroup.putIfAbsent(decision.group().id(), decision));
        return new ArrayList<>(byGroup.values());
    }

    private Optional<SecurityGroupDecision> decision(
            InterfaceSecurityGroup interfaceGroup, TrafficDestination destination) {
        return interfaceGroup
                .group()
                .map(group -> new SecurityGroupDecision(
                        group,
                        group.outbound(path.traffic(destination)),
                        false,
                        new SecurityGroupHolder(
                                SecurityGroupHolder.AssociationType.INTERFACE,
                                interfaceGroup.compute().described(),
                                interfaceGroup.compute().source())));
    }

    private static void requireAgreement(
            Map<NodeComputeResource, Optional<SecurityGroupDecision>> decisions, TrafficDestination destination) {
        var results = decisions.values().stream()
                .map(found ->
                        found.map(decision -> decision.decision().result()).orElse(HopResult.PASSES))
                .distinct()
                .toList();
        if (results.size() > 1) {
            var stops = decisions.values().stream()
                    .flatMap(Optional::stream)
                    .filter(decision -> decision.decision().result() != HopResult.PASSES)
                    .findFirst()
                    .orElseThrow();
            throw EvidenceUnavailableException.beyond(
                    "rule %s of %s, on the network interfaces of %s, may deny the traffic to %s, and it is not known if the"
                            + " failing node runs there",
                    stops.decision().rule(),
                    stops.group().id().name(),
                    stops.holder().description(),
                    destination);
        }
    }

    Optional<SecurityGroupDecision> ofNodeSubnet(TrafficDestination destination) {
        return path.snapshot()
                .nodeGroup()
                .get()
                .map(group -> new SecurityGroupDecision(
                        group, group.outbound(path.traffic(destination)), false, holder(path.nodeSubnet())));
    }

    /** The decision of the group of the endpoint's subnet, if groups apply to endpoints there. */
    Optional<SecurityGroupDecision> ofEndpointSubnet(TrafficDestination destination) {
        if (!destination.isPrivate()) {
            return Optional.empty();
        }
        var endpoint = path.endpoint().orElseThrow();
        return path.snapshot()
                .network(endpoint.network())
                .subnet(endpoint.subnet())
                .filter(Subnet::filtersEndpoints)
                .flatMap(subnet -> subnet.securityGroup()
                        .map(path.snapshot()::groupOfEndpoint)
                        .map(group -> new SecurityGroupDecision(
                                group, group.inbound(path.traffic(destination)), true, holder(subnet))));
    }

    private static SecurityGroupHolder holder(Subnet subnet) {
        return new SecurityGroupHolder(
                SecurityGroupHolder.AssociationType.SUBNET, "subnet " + subnet.name(), FactSource.arm(subnet.id()));
    }
}
