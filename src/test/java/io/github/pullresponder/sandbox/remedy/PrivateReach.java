package io.github.pullresponder.sandbox.remedy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.sandbox.remedy.EstateChanges.Change;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/**
 * Checks that names resolve to a private endpoint that commands created. Without a zone, a link and a record, its address is
 * never used.
 */
final class PrivateReach {
    private final EstateFiles estate;

    PrivateReach(EstateFiles estate) {
        this.estate = estate;
    }

    /** The missing parts for each new endpoint, in the network in which it was created. */
    List<String> missing(List<Change> changes) {
        return changes.stream()
                .filter(change ->
                        change.isAdded() && change.id().matches("(?i).*/Microsoft.Network/privateEndpoints/[^/]+"))
                .flatMap(change -> StreamSupport.stream(
                                change.after()
                                        .at("/properties/customDnsConfigs")
                                        .spliterator(),
                                false)
                        .filter(host -> !leadsTo(host, networkOf(change.after())))
                        .map(host -> host.path("fqdn").asText() + " does not lead to the new endpoint"))
                .toList();
    }

    private static String networkOf(JsonNode endpoint) {
        return endpoint.at("/properties/subnet/id").asText().split("/subnets/", 2)[0];
    }

    private boolean leadsTo(JsonNode host, String network) {
        var name = host.path("fqdn").asText();
        var at = name.indexOf(".azurecr.");
        var zoneName = "/privatelink" + name.substring(at) + "/";
        return estate.ofType("Microsoft.Network/privateDnsZones/virtualNetworkLinks")
                .filter(link ->
                        link.at("/properties/virtualNetwork/id").asText().equalsIgnoreCase(network))
                .map(EstateFiles::id)
                .filter(link -> link.toLowerCase(Locale.ROOT).contains(zoneName))
                .map(link -> link.substring(0, link.toLowerCase(Locale.ROOT).indexOf("/virtualnetworklinks/")))
                .flatMap(zone -> estate.find(zone + "/A/" + name.substring(0, at)).stream())
                .anyMatch(record -> has(record, host.at("/ipAddresses/0").asText()));
    }

    private static boolean has(ObjectNode record, String address) {
        return StreamSupport.stream(record.at("/properties/aRecords").spliterator(), false)
                .anyMatch(element -> element.path("ipv4Address").asText().equals(address));
    }
}
