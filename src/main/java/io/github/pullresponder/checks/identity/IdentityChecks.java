package io.github.pullresponder.checks.identity;

import io.github.pullresponder.diagnosis.Check;
import java.util.List;

/** Lists the checks of identities. */
public final class IdentityChecks {
    private static final List<Check> ALL = List.of(
            new PullRoleCheck(),
            new DenyAssignmentCheck(),
            new RoleAssignmentModeCheck(),
            new RepositoryConditionCheck(),
            new ClusterPrincipalCredentialCheck(),
            new ClusterPrincipalCheck(),
            new KubeletIdentityOnNodesCheck(),
            new ServiceAccountIdentityCheck(),
            new ServiceAccountIdentityBindingCheck(),
            new RegistryTenantCheck(),
            new ArmTokensCheck(),
            new PullSecretExistsCheck(),
            new PullSecretReadableCheck(),
            new PullSecretRegistryCheck(),
            new PullSecretPrincipalCheck(),
            new PullSecretPrincipalRoleCheck(),
            new AdminUserCheck(),
            new AdminPasswordCheck(),
            new RegistryTokenCheck(),
            new PullRoleOnAnotherIdentityCheck());

    private IdentityChecks() {}

    public static List<Check> all() {
        return ALL;
    }
}
