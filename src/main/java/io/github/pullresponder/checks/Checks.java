package io.github.pullresponder.checks;

import io.github.pullresponder.diagnosis.Check;
import java.util.ArrayList;
import java.util.List;

/** All checks, in the order of the catalogue. A new check is one more line here. */
public final class Checks {
    private static final List<CredentialCheck> CREDENTIALS = List.of(
            new PullRoleCheck(),
            new PullRoleModeCheck(),
            new RepositoryConditionCheck(),
            new ClusterSecretCheck(),
            new ClusterPrincipalCheck(),
            new KubeletIdentityOnNodesCheck(),
            new RegistryTenantCheck(),
            new ArmTokensCheck(),
            new PullSecretExistsCheck(),
            new PullSecretReadableCheck(),
            new PullSecretRegistryCheck(),
            new PullSecretPrincipalCheck(),
            new PullSecretPrincipalRoleCheck(),
            new AdminUserCheck(),
            new AdminPasswordCheck(),
            new RegistryTokenCheck());

    /** These explain a fault that another check finds, and say nothing of whether an identity works. */
    private static final List<CredentialCheck> EXPLANATIONS = List.of(new PullRoleOnAnotherIdentityCheck());

    /** Of images: whether they are there and may be read. */
    private static final List<Check> IMAGES = List.of(
            new LoginServerCheck(),
            new RegistryExistsCheck(),
            new RepositoryExistsCheck(),
            new TagExistsCheck(),
            new SoftDeletedImageCheck(),
            new ImageLockCheck(),
            new ImageQuarantineCheck(),
            new ReplicaCheck());

    /** Of the way between the nodes and the registry. */
    private static final List<Check> NETWORK = List.of(
            new PrivateDnsZoneCheck(),
            new PrivateDnsRecordCheck(),
            new CustomDnsCheck(),
            new PrivateEndpointApprovalCheck(),
            new EgressAddressCheck(),
            new PublicAccessCheck(),
            new CustomerKeyCheck(),
            new PeeringExistsCheck(),
            new PeeringStateCheck(),
            new FirewallCheck(),
            new SecurityGroupCheck(),
            new RouteCheck(),
            new DataEndpointCheck(),
            new HostResolutionCheck(),
            new EgressCheck(),
            new ProxyCheck(),
            new TlsInterceptionCheck());

    /** Of what an image is for, and of the node and the registry themselves. */
    private static final List<Check> PLATFORM_AND_NODE = List.of(
            new ImageOsCheck(),
            new ImageArchitectureCheck(),
            new WindowsVersionCheck(),
            new NodePullLimitCheck(),
            new RegistryThrottledCheck(),
            new UpstreamThrottledCheck(),
            new NodeDiskCheck(),
            new ImageReferenceCheck(),
            new RegistryHealthCheck(),
            new ImageContentCheck());

    private Checks() {}

    public static List<Check> all() {
        var all = new ArrayList<Check>(CREDENTIALS);
        all.addAll(EXPLANATIONS);
        all.addAll(IMAGES);
        all.addAll(NETWORK);
        all.addAll(PLATFORM_AND_NODE);
        return List.copyOf(all);
    }

    /** Those that together tell whether an identity can pull. */
    static List<CredentialCheck> credentials() {
        return CREDENTIALS;
    }
}
