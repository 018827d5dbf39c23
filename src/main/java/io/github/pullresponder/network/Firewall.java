package io.github.pullresponder.network;

import io.github.pullresponder.read.Source;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;

/**
 * An Azure Firewall.
 *
 * @param privateAddress where routes send traffic to
 * @param subnet absent where it stands in a virtual hub
 * @param publicAddresses with which it leaves: public IP addresses
 * @param policy absent where it has rules of its own (classic)
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

    public Source source() {
        return Source.arm(ruleOwner());
    }

    /** What holds its own rules: its policy, or itself. */
    public ResourceId ruleOwner() {
        return policy.orElse(id);
    }

    public Optional<ResourceId> network() {
        return subnet.map(ResourceId::parent);
    }
}
