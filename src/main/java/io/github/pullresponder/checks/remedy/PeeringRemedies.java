package io.github.pullresponder.checks.remedy;

import static io.github.pullresponder.command.CommandLine.az;

import io.github.pullresponder.command.Command;
import io.github.pullresponder.command.CommandLine;
import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.network.Peering;
import io.github.pullresponder.network.PeeringHop;
import io.github.pullresponder.network.PullPath;
import io.github.pullresponder.resource.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Remedies for peerings. A peering has two sides, each in its own network. */
public final class PeeringRemedies {
    private static final String INITIATED = "Initiated";

    /** One side: its network, the other network, and the peering if it exists. */
    private record PeeringSide(ResourceId network, ResourceId remote, Optional<Peering> peering) {
        String name() {
            return peering.map(Peering::name).orElse("to-" + remote.name());
        }

        boolean usesGateway() {
            return peering.filter(Peering::usesRemoteGateways).isPresent();
        }

        boolean isOpen() {
            return peering.filter(existing -> existing.allowsAccess() && existing.allowsForwarded())
                    .isPresent();
        }
    }

    private PeeringRemedies() {}

    /** The remedy for a peering that does not carry the traffic. */
    public static Remedy carry(PeeringHop hop, PullPath path) {
        return switch (hop.state()) {
            case OUT_OF_SYNC -> synchronize(hop, path);
            case PARTIAL ->
                Remedy.of("Extend the peering to the traffic between the two subnets: %s".formatted(hop.detail()));
            default -> peer(hop, path);
        };
    }

    private static Remedy synchronize(PeeringHop hop, PullPath path) {
        var sides = sides(hop, path).orElse(List.of()).stream()
                .filter(side -> side.peering().isPresent())
                .filter(side -> !path.isSynchronized(side.network(), side.remote()))
                .toList();
        return Remedy.of(
                "Synchronize the peering, so that it includes the addresses that were added to the other network",
                sides.stream()
                        .map(side -> az("network", "vnet", "peering", "sync")
                                .groupOf(side.network())
                                .azureName("--vnet-name", side.network().name())
                                .azureName("--name", side.name())
                                .build())
                        .toList());
    }

    /** Creates a missing side, and updates a side that allows no traffic. */
    private static Remedy peer(PeeringHop hop, PullPath path) {
        var sides = sides(hop, path);
        var title = "Peer %s and %s in both directions"
                .formatted(hop.from().name(), hop.to().name());
        return sides.isEmpty()
                ? unread(title, hop)
                : Remedy.of(
                        title,
                        sides.get().stream()
                                .filter(side -> !side.isOpen())
                                .map(side -> side.peering().isPresent() ? openCommand(side) : createCommand(side))
                                .map(CommandLine::build)
                                .toList());
    }

    /**
     * A disconnected peering cannot be connected again: it is deleted on both sides and recreated. A peering that waits for its
     * other side needs only that side.
     */
    public static Remedy recreate(PeeringHop hop, PullPath path) {
        var title = "Delete the peering on both sides, and recreate it with the same settings";
        var sides = sides(hop, path);
        if (sides.isEmpty()) {
            return unread(title, hop);
        }
        var missing =
                sides.get().stream().filter(side -> side.peering().isEmpty()).toList();
        var waits = sides.get().stream()
                .flatMap(side -> side.peering().stream())
                .allMatch(peering -> peering.state().equalsIgnoreCase(INITIATED));
        if (missing.size() == 1 && waits) {
            return Remedy.of(
                    "Create the other side of the peering, in "
                            + missing.get(0).network().name(),
                    createCommand(missing.get(0)));
        }
        var commands = new ArrayList<Command>();
        sides.get().stream()
                .filter(side -> side.peering().isPresent())
                .map(side -> deletion(side).build())
                .forEach(commands::add);
        // A side can use the other's gateway only once that side offers it.
        Stream.concat(
                        sides.get().stream().filter(side -> !side.usesGateway()),
                        sides.get().stream().filter(PeeringSide::usesGateway))
                .map(side -> createCommand(side).build())
                .forEach(commands::add);
        return Remedy.of(title, commands);
    }

    /** Both sides; empty if one network, and so its side of the peering, could not be read. */
    private static Optional<List<PeeringSide>> sides(PeeringHop hop, PullPath path) {
        return path.isNetworkRead(hop.from()) && path.isNetworkRead(hop.to())
                ? Optional.of(List.of(
                        new PeeringSide(hop.from(), hop.to(), path.peeringOf(hop.from(), hop.to())),
                        new PeeringSide(hop.to(), hop.from(), path.peeringOf(hop.to(), hop.from()))))
                : Optional.empty();
    }

    private static Remedy unread(String title, PeeringHop hop) {
        return Remedy.of("%s (no command is shown: the peerings of %s or %s could not be read)"
                .formatted(title, hop.from().name(), hop.to().name()));
    }

    private static CommandLine createCommand(PeeringSide side) {
        var create = az("network", "vnet", "peering", "create")
                .groupOf(side.network())
                .azureName("--vnet-name", side.network().name())
                .azureName("--name", side.name())
                .option("--remote-vnet", side.remote().toString())
                .literals("--allow-vnet-access");
        if (side.peering().map(Peering::allowsForwarded).orElse(true)) {
            create = create.literals("--allow-forwarded-traffic");
        }
        if (side.peering().filter(Peering::allowsGatewayTransit).isPresent()) {
            create = create.literals("--allow-gateway-transit");
        }
        return side.usesGateway() ? create.literals("--use-remote-gateways") : create;
    }

    private static CommandLine openCommand(PeeringSide side) {
        return az("network", "vnet", "peering", "update")
                .groupOf(side.network())
                .azureName("--vnet-name", side.network().name())
                .azureName("--name", side.name())
                .literals("--set", "allowVirtualNetworkAccess=true", "allowForwardedTraffic=true");
    }

    private static CommandLine deletion(PeeringSide side) {
        return az("network", "vnet", "peering", "delete")
                .groupOf(side.network())
                .azureName("--vnet-name", side.network().name())
                .azureName("--name", side.name());
    }
}
