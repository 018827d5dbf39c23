package io.github.pullresponder.network;

import io.github.pullresponder.read.ReadResult;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;

/**
 * Rules for the traffic of the nodes' subnet, besides its security group and its routes.
 *
 * @param admin those of network managers for the nodes' network
 * @param storage the service endpoint policies of the subnet, as far as its layers come from Azure Storage through a service endpoint
 * @param allowedSubnets the subnets that the registry's network rules allow, as far as the nodes' subnet arrives through a service
 *     endpoint
 */
public record NodeRules(
        ReadResult<AdminRules> admin,
        ReadResult<List<ServiceEndpointPolicy>> storage,
        ReadResult<List<ResourceId>> allowedSubnets) {
    /** Nothing but the security group and the routes. */
    public static final NodeRules NONE =
            new NodeRules(ReadResult.of(AdminRules.NONE), ReadResult.of(List.of()), ReadResult.of(List.of()));
}
