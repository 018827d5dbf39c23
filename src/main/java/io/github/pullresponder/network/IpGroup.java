package io.github.pullresponder.network;

import io.github.pullresponder.resource.ResourceId;
import java.util.List;

/** A named list of addresses that firewall rules refer to. */
public record IpGroup(ResourceId id, List<String> addresses) {
    public IpGroup {
        addresses = List.copyOf(addresses);
    }
}
