package io.github.pullresponder.checks.remedy;

import static io.github.pullresponder.command.CommandLine.az;

import io.github.pullresponder.command.Command;
import io.github.pullresponder.command.CommandLine;
import io.github.pullresponder.network.PrivateDnsZone;
import io.github.pullresponder.network.PullPath;
import io.github.pullresponder.resource.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Builds the commands that create a private endpoint with everything that it needs: a registry SKU that supports it, a linked DNS zone, and the DNS records in
 * that zone.
 */
final class PrivateEndpointCreationCommands {
    private static final String PREMIUM = "Premium";

    private final PullPath path;
    private final ResourceId network;
    private final Optional<ResourceId> linkedZone;
    private final ResourceId zone;
    private final boolean zoneExists;

    private PrivateEndpointCreationCommands(PullPath path) {
        this.path = path;
        this.network = path.networkOfDns();
        var zoneName = PrivateDnsZone.zoneName(path.loginServer());
        var zones = path.snapshot().zoneLinks().get().entrySet().stream()
                .filter(links -> links.getKey().name().equalsIgnoreCase(zoneName))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        this.linkedZone = zones.entrySet().stream()
                .filter(links -> links.getValue().contains(network))
                .map(Map.Entry::getKey)
                .findFirst();
        var existing = linkedZone.or(() -> zones.keySet().stream().findFirst());
        this.zoneExists = existing.isPresent();
        this.zone = existing.orElseGet(() -> inClusterGroup(path, "privateDnsZones/" + zoneName));
    }

    /** Empty if the zones could not be read: a second zone of the same name would do harm. */
    static Optional<PrivateEndpointCreationCommands> of(PullPath path) {
        return path.snapshot().zoneLinks().isRead()
                ? Optional.of(new PrivateEndpointCreationCommands(path))
                : Optional.empty();
    }

    /** The id of a new resource in the cluster's resource group. */
    private static ResourceId inClusterGroup(PullPath path, String typeAndName) {
        var cluster = path.cluster().id();
        return ResourceId.parse("%s/providers/Microsoft.Network/%s"
                .formatted(cluster.resourceGroupNamed(cluster.resourceGroup()), typeAndName));
    }

    List<Command> commands() {
        var lines = new ArrayList<CommandLine>();
        var registry = path.registry();
        if (!registry.state().sku().equalsIgnoreCase(PREMIUM)) {
            lines.add(az("acr", "update").resource(registry.id()).option("--sku", PREMIUM));
        }
        lines.add(endpoint());
        if (!zoneExists) {
            lines.add(az("network", "private-dns", "zone", "create").resource(zone));
        }
        if (linkedZone.isEmpty()) {
            lines.add(PrivateLinkRemedies.zoneLink(zone, network));
        }
        lines.add(PrivateLinkRemedies.zoneGroup(endpointId(), zone));
        return lines.stream().map(CommandLine::build).toList();
    }

    private CommandLine endpoint() {
        var registry = path.registry();
        return az("network", "private-endpoint", "create")
                .resource(endpointId())
                .option("--location", path.cluster().location())
                .azureName("--connection-name", registry.name())
                .option("--private-connection-resource-id", registry.id().toString())
                .option("--group-id", "registry")
                .option("--subnet", path.nodeSubnet().id().toString());
    }

    private ResourceId endpointId() {
        return inClusterGroup(path, "privateEndpoints/pe-" + path.registry().name());
    }
}
