package io.github.pullresponder.network;

import io.github.pullresponder.network.PeeringHop.PeeringHopState;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.ReadResult;
import io.github.pullresponder.resource.AzureRegionNameComparer;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The connected groups of network managers, which connect networks without peerings. They are read only for networks that are not
 * connected otherwise.
 */
public record ConnectedGroups(Map<ResourceId, ReadResult<List<ConnectedGroup>>> byNetwork) {
    /** Nothing was read. */
    public static final ConnectedGroups NONE = new ConnectedGroups(Map.of());

    public ConnectedGroups {
        byNetwork = Map.copyOf(byNetwork);
    }

    /** The reason why the groups of one of two networks were not read. */
    Optional<EvidenceUnavailableException> unread(ResourceId from, ResourceId to) {
        return Stream.of(from, to)
                .flatMap(network -> Optional.ofNullable(byNetwork.get(network)).stream())
                .flatMap(groups -> groups.why().stream())
                .findFirst();
    }

    /** The same hop, connected if both networks are in one group, and with a doubt if that is not known. */
    PeeringHop connect(PeeringHop hop, VirtualNetwork from, Optional<VirtualNetwork> to) {
        var unread = unread(hop.from(), hop.to());
        var shared = shared(hop.from(), hop.to());
        for (var group : shared) {
            if (group.isGlobal() || areInOneRegion(from, to)) {
                return new PeeringHop(
                        hop.from(),
                        hop.to(),
                        PeeringHopState.CONNECTED,
                        "connectivity configuration %s of a network manager connects them directly"
                                .formatted(group.configuration()));
            }
        }
        return unread.or(() -> regionUnknown(shared, from, to))
                .map(hop::withDoubt)
                .orElse(hop);
    }

    private List<ConnectedGroup> shared(ResourceId from, ResourceId to) {
        return Stream.concat(
                        of(from).stream().filter(group -> isIn(group, to)),
                        of(to).stream().filter(group -> isIn(group, from)))
                .toList();
    }

    private boolean isIn(ConnectedGroup group, ResourceId network) {
        return group.hubs().contains(network)
                || of(network).stream().anyMatch(other -> other.id().equals(group.id()));
    }

    private List<ConnectedGroup> of(ResourceId network) {
        return Optional.ofNullable(byNetwork.get(network))
                .flatMap(ReadResult::optional)
                .orElse(List.of());
    }

    private static boolean areInOneRegion(VirtualNetwork from, Optional<VirtualNetwork> to) {
        return from.region().isPresent()
                && to.flatMap(VirtualNetwork::region)
                        .filter(region -> AzureRegionNameComparer.areSame(
                                region, from.region().get()))
                        .isPresent();
    }

    private static Optional<EvidenceUnavailableException> regionUnknown(
            List<ConnectedGroup> shared, VirtualNetwork from, Optional<VirtualNetwork> to) {
        var isKnown =
                from.region().isPresent() && to.flatMap(VirtualNetwork::region).isPresent();
        return shared.isEmpty() || isKnown
                ? Optional.empty()
                : Optional.of(EvidenceUnavailableException.beyond(
                        "it is not known if connectivity configuration %s connects %s, which may be in another region",
                        shared.get(0).configuration(), from.name()));
    }

    /** Returns true if a group connects the two networks. */
    boolean connects(VirtualNetwork from, VirtualNetwork to) {
        return shared(from.id(), to.id()).stream()
                .anyMatch(group -> group.isGlobal() || areInOneRegion(from, Optional.of(to)));
    }
}
