package io.github.pullresponder.checks.network;

import io.github.pullresponder.diagnosis.Check;
import java.util.List;

/** Lists the checks of the network path. */
public final class NetworkChecks {
    private static final List<Check> ALL = List.of(
            new PrivateDnsZoneLinkCheck(),
            new PrivateDnsRecordCheck(),
            new CustomDnsCheck(),
            new PrivateEndpointApprovalCheck(),
            new EgressAddressCheck(),
            new ServiceEndpointCheck(),
            new ServiceEndpointPolicyCheck(),
            new PublicAccessCheck(),
            new PeeringExistsCheck(),
            new PeeringStateCheck(),
            new AzureFirewallCheck(),
            new SecurityGroupCheck(),
            new RouteCheck(),
            new DataEndpointCheck(),
            new HostResolutionCheck(),
            new EgressCheck(),
            new ProxyCheck(),
            new TlsInterceptionCheck(),
            new EntraReachabilityCheck());

    private NetworkChecks() {}

    public static List<Check> all() {
        return ALL;
    }
}
