package io.github.pullresponder.network;

import io.github.pullresponder.read.ReadResult;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;

/**
 * The rules for the traffic of the nodes' subnet in addition to its security group and its routes.
 *
 * @param admin the admin rules of network managers for the nodes' network
 * @param storage the service endpoint policies of the subnet; empty if its layers do not come from Azure Storage through a service endpoint
 * @param allowedSubnets the subnets that the registry's network rules allow; empty if the nodes' subnet does not use a service endpoint
 */
public record NodeSubnetAdminAndEndpointRules(
        ReadResult<SecurityAdminRules> admin,
        ReadResult<List<ServiceEndpointPolicy>> storage,
        ReadResult<List<ResourceId>> allowedSubnets) {
    /** No other rules. */
    public static final NodeSubnetAdminAndEndpointRules NONE = new NodeSubnetAdminAndEndpointRules(
            ReadResult.of(SecurityAdminRules.NONE), ReadResult.of(List.of()), ReadResult.of(List.of()));
}
