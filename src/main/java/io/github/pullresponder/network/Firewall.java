package io.github.pullresponder.network;

import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;

/**
 * An Azure Firewall.
 *
 * @param privateAddress the next-hop address of routes
 * @param subnet absent if the firewall is in a virtual hub
 * @param publicAddresses the public IP addresses of its outbound traffic
 * @param policy absent for a firewall with classic rules
 */
public record Firewall(
        ResourceId id,
        Optional<ResourceId> subnet,
        List<String> privateAddress,
        List<ResourceId> publicAddresses,
        List<String> hubAddresses,
        Optional<ResourceId> policy,
        FirewallRules rules) {

    public Firewall {
        privateAddress = List.copyOf(privateAddress);
        publicAddresses = List.copyOf(publicAddresses);
        hubAddresses = List.copyOf(hubAddresses);
    }

    public String name() {
        return id.name();
    }

    public FactSource source() {
        return FactSource.arm(ruleOwner());
    }

    /** The resource that has the rules: the policy, or the firewall itself. */
    public ResourceId ruleOwner() {
        return policy.orElse(id);
    }

    public Optional<ResourceId> network() {
        return subnet.map(ResourceId::parent);
    }
}
