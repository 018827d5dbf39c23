package io.github.pullresponder.pull;

import io.github.pullresponder.network.NetworkSnapshot.NodeLocation;
import io.github.pullresponder.network.NodeSubnetAdminAndEndpointRules;
import io.github.pullresponder.network.SecurityAdminRules;
import io.github.pullresponder.network.ServiceEndpointPolicy;
import io.github.pullresponder.read.AsyncRead;
import io.github.pullresponder.registry.RegistryNetwork;
import io.github.pullresponder.registry.RegistryNetwork.PublicAccess;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** The rules for the traffic of the nodes' subnet: admin rules, service endpoint policies, and the registry's rules for subnets. */
final class NodeSubnetAdminAndEndpointRuleFacts {
    private final NetworkPartsReader reads;
    private final AsyncRead<SecurityAdminRules> admin;
    private final AsyncRead<List<ServiceEndpointPolicy>> storage;
    private final AsyncRead<List<ResourceId>> allowedSubnets;

    /** @param allowedSubnets read only if the registry's rules for subnets decide */
    NodeSubnetAdminAndEndpointRuleFacts(
            AsyncRead<RegistryNetwork> registry,
            Supplier<AsyncRead<List<ResourceId>>> allowedSubnets,
            AsyncRead<NodeLocation> place,
            NetworkPartsReader reads) {
        this.reads = reads;
        this.admin = place.then(nodes -> adminRules(nodes.network().id()));
        this.storage = place.with(registry, this::policiesOf).then(Function.identity());
        this.allowedSubnets = place.with(
                        registry,
                        (nodes, read) ->
                                rulesMatter(nodes, read) ? allowedSubnets.get() : AsyncRead.of(List.<ResourceId>of()))
                .then(Function.identity());
    }

    NodeSubnetAdminAndEndpointRules rules() {
        return new NodeSubnetAdminAndEndpointRules(admin.result(), storage.result(), allowedSubnets.result());
    }

    private AsyncRead<SecurityAdminRules> adminRules(ResourceId network) {
        return reads.start(
                "admin rules of virtual network " + network.name(), networks -> networks.adminRulesOf(network));
    }

    /** Reads the policies; none if the registry has dedicated data endpoints: its layers do not come from Azure Storage. */
    private AsyncRead<List<ServiceEndpointPolicy>> policiesOf(NodeLocation nodes, RegistryNetwork registry) {
        var matter = nodes.subnet().hasServiceEndpointOfStorage()
                && registry.dataHosts().isEmpty();
        return AsyncRead.all(nodes.subnet().serviceEndpointPolicies().stream()
                .filter(policy -> matter)
                .map(id -> reads.start(
                        "service endpoint policy " + id.name(), networks -> networks.serviceEndpointPolicy(id)))
                .toList());
    }

    private static boolean rulesMatter(NodeLocation nodes, RegistryNetwork network) {
        return nodes.subnet().hasServiceEndpointOfRegistries()
                && network.publicAccess() == PublicAccess.ENABLED
                && network.deniesByDefault();
    }
}
