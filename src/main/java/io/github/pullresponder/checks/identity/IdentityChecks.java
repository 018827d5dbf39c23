package io.github.pullresponder.checks.identity;

import io.github.pullresponder.diagnosis.Check;
import java.util.ArrayList;
import java.util.List;

/** Lists the checks of identities. */
public final class IdentityChecks {
    /** Together they tell whether an identity can pull. */
    private static final List<CredentialCheck> OF_ACCESS = List.of(
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

    private IdentityChecks() {}

    public static List<Check> all() {
        var all = new ArrayList<Check>(OF_ACCESS);
        // It explains a fault that another check finds, and does not tell whether an identity can pull.
        all.add(new PullRoleOnAnotherIdentityCheck());
        return List.copyOf(all);
    }

    static List<CredentialCheck> ofAccess() {
        return OF_ACCESS;
    }
}
