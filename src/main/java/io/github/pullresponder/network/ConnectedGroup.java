package io.github.pullresponder.network;

import io.github.pullresponder.resource.ResourceId;
import java.util.Set;

/**
 * A group of virtual networks that a network manager connects with each other directly, without peerings. Source: "Connectivity
 * configurations in Azure Virtual Network Manager", connected group.
 *
 * @param id the same for all networks of the group
 * @param configuration the name of the connectivity configuration
 * @param isGlobal true if networks of different regions are connected, too
 * @param hubs the hub of spokes that are connected directly; it belongs to their group
 */
public record ConnectedGroup(String id, String configuration, boolean isGlobal, Set<ResourceId> hubs) {
    public ConnectedGroup {
        hubs = Set.copyOf(hubs);
    }
}
