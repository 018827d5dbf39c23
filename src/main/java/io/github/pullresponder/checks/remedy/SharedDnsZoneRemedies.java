package io.github.pullresponder.checks.remedy;

import static io.github.pullresponder.command.CommandLine.az;

import io.github.pullresponder.command.Command;
import io.github.pullresponder.command.CommandLine;
import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.network.AddressRange;
import io.github.pullresponder.network.PrivateDnsZone;
import io.github.pullresponder.network.PrivateEndpoint;
import io.github.pullresponder.network.PullPath;
import io.github.pullresponder.resource.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Remedies for a private DNS zone that serves several networks with an endpoint each: it has one record for a name. */
public final class SharedDnsZoneRemedies {
    private SharedDnsZoneRemedies() {}

    /** The record of the shared zone stays: another network needs it. */
    public static Remedy ownZone(PullPath path, PrivateDnsZone shared, ResourceId network, PrivateEndpoint endpoint) {
        var title = "Create a separate zone %2$s for %1$s, because another network needs the record in the shared zone"
                .formatted(network.name(), shared.name());
        return placeOf(path, shared, endpoint)
                .map(zone -> Remedy.of(title, commands(zone, shared, network, endpoint)))
                .orElseGet(() -> Remedy.of(
                        title + " (no command is shown: each resource group already has a zone of this name)"));
    }

    /** A resource group can have one zone of a name. */
    private static Optional<ResourceId> placeOf(PullPath path, PrivateDnsZone shared, PrivateEndpoint endpoint) {
        return Stream.of(path.cluster().id(), endpoint.id(), path.registry().id())
                .map(id -> id.resourceGroupNamed(id.resourceGroup()))
                .filter(group -> !shared.id().toString().startsWith(group + "/"))
                .findFirst()
                .map(group -> ResourceId.parse(
                        "%s/providers/Microsoft.Network/privateDnsZones/%s".formatted(group, shared.name())));
    }

    private static List<Command> commands(
            ResourceId zone, PrivateDnsZone shared, ResourceId network, PrivateEndpoint endpoint) {
        var lines = new ArrayList<CommandLine>();
        lines.add(az("network", "private-dns", "zone", "create").resource(zone));
        endpoint.addresses().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> AddressRange.texts(entry.getValue())
                        .forEach(address -> lines.add(az("network", "private-dns", "record-set", "a", "add-record")
                                .groupOf(zone)
                                .azureName("--zone-name", zone.name())
                                .option("--record-set-name", PrivateDnsZone.recordName(zone.name(), entry.getKey()))
                                .option("--ipv4-address", address))));
        shared.linkTo(network)
                .ifPresent(link -> lines.add(az("network", "private-dns", "link", "vnet", "delete")
                        .groupOf(shared.id())
                        .azureName("--zone-name", shared.id().name())
                        .azureName("--name", link.name())
                        .literals("--yes")));
        lines.add(PrivateLinkRemedies.zoneLink(zone, network));
        return lines.stream().map(CommandLine::build).toList();
    }
}
