package io.github.pullresponder.network;

import io.github.pullresponder.cluster.NodeCompute;
import io.github.pullresponder.network.NetworkSnapshot.InterfaceGroup;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.ReadResult;
import io.github.pullresponder.read.Source;
import io.github.pullresponder.resource.ResourceId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The network security groups that the traffic to a destination passes: that of the node's network interface, that of its subnet, and
 * that of the private endpoint's subnet where groups apply to endpoints. Each of them can stop it.
 *
 * <p>Source: "How network security groups filter network traffic". An admin rule of a network manager may let traffic pass the groups of
 * the node.
 */
public final class GroupsOnPath {
    private final PullPath path;

    /** What has a security group: a subnet, or the machine or the scale set of a network interface. */
    public record SecurityGroupAssociation(AssociationType kind, String words, Source source) {
        /** The places that a group can stand in. */
        enum AssociationType {
            INTERFACE,
            SUBNET
        }
    }

    /**
     * What a security group says.
     *
     * @param inbound whether it judges what arrives at the endpoint; otherwise what leaves the node
     */
    public record SecurityGroupDecision(
            SecurityGroup group, RuleDecision ruling, boolean inbound, SecurityGroupAssociation holder) {
        public boolean isOfInterface() {
            return holder.kind() == SecurityGroupAssociation.AssociationType.INTERFACE;
        }
    }

    GroupsOnPath(PullPath path) {
        this.path = path;
    }

    /** What each group says, as far as it was read. */
    public List<ReadResult<List<SecurityGroupDecision>>> toward(Destination destination) {
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

    /** Whether an admin rule lets the traffic leave, whatever the groups of the node say. */
    boolean isAlwaysAllowed(Destination destination) {
        return ReadResult.attempt(() -> path.adminRuling(destination))
                .optional()
                .filter(AdminRuleDecision::alwaysAllows)
                .isPresent();
    }

    /**
     * The groups on the interfaces of what the node may run on: none where they have none. The group that the subnet has as well is
     * left out.
     *
     * @throws EvidenceUnavailableException if what they say depends on where the node runs, and that is not known
     */
    List<SecurityGroupDecision> ofInterfaces(Destination destination) {
        var rulings = new LinkedHashMap<NodeCompute, Optional<SecurityGroupDecision>>();
        for (var it : path.topology().interfaceGroups().get()) {
            rulings.put(it.compute(), ruling(it, destination));
        }
        requireAgreement(rulings, destination);
        var ofSubnet = path.nodeSubnet().securityGroup();
        var byGroup = new LinkedHashMap<ResourceId, SecurityGroupDecision>();
        rulings.values().stream()
                .flatMap(Optional::stream)
                .filter(it -> !ofSubnet.equals(Optional.of(it.group().id())))
                .forEach(it -> byGroup.putIfAbsent(it.group().id(), it));
        return new ArrayList<>(byGroup.values());
    }

    private Optional<SecurityGroupDecision> ruling(InterfaceGroup it, Destination destination) {
        return it.group()
                .map(group -> new SecurityGroupDecision(
                        group,
                        group.outbound(path.traffic(destination)),
                        false,
                        new SecurityGroupAssociation(
                                SecurityGroupAssociation.AssociationType.INTERFACE,
                                it.compute().described(),
                                it.compute().source())));
    }

    private static void requireAgreement(
            Map<NodeCompute, Optional<SecurityGroupDecision>> rulings, Destination destination) {
        var passages = rulings.values().stream()
                .map(it -> it.map(ruling -> ruling.ruling().passage()).orElse(HopResult.PASSES))
                .distinct()
                .toList();
        if (passages.size() > 1) {
            var stops = rulings.values().stream()
                    .flatMap(Optional::stream)
                    .filter(it -> it.ruling().passage() != HopResult.PASSES)
                    .findFirst()
                    .orElseThrow();
            throw EvidenceUnavailableException.beyond(
                    "rule %s of %s, on the network interfaces of %s, may stop the traffic to %s, and whether the failing node"
                            + " is there is not known",
                    stops.ruling().rule(),
                    stops.group().id().name(),
                    stops.holder().words(),
                    destination);
        }
    }

    Optional<SecurityGroupDecision> ofNodeSubnet(Destination destination) {
        return path.topology()
                .nodeGroup()
                .get()
                .map(group -> new SecurityGroupDecision(
                        group, group.outbound(path.traffic(destination)), false, holder(path.nodeSubnet())));
    }

    /** Rules of the endpoint's own subnet, where they apply to endpoints. */
    Optional<SecurityGroupDecision> ofEndpointSubnet(Destination destination) {
        if (!destination.isPrivate()) {
            return Optional.empty();
        }
        var endpoint = path.endpoint().orElseThrow();
        return path.topology()
                .network(endpoint.network())
                .subnet(endpoint.subnet())
                .filter(Subnet::filtersEndpoints)
                .flatMap(subnet -> subnet.securityGroup()
                        .map(path.topology()::groupOfEndpoint)
                        .map(group -> new SecurityGroupDecision(
                                group, group.inbound(path.traffic(destination)), true, holder(subnet))));
    }

    private static SecurityGroupAssociation holder(Subnet subnet) {
        return new SecurityGroupAssociation(
                SecurityGroupAssociation.AssociationType.SUBNET, "subnet " + subnet.name(), Source.arm(subnet.id()));
    }
}
