package io.github.pullresponder.checks.remedy;

import io.github.pullresponder.cluster.Cluster;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.identity.PullAccess;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pull.PullPrincipal;
import io.github.pullresponder.pull.PullingIdentity;
import io.github.pullresponder.pull.PullingIdentity.ClusterServicePrincipal;
import io.github.pullresponder.pull.PullingIdentity.KubeletIdentity;
import io.github.pullresponder.read.EvidenceSubject;
import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.registry.Registry;
import io.github.pullresponder.registry.RoleAssignmentMode;
import java.util.List;

/** Remedies that grant pull access to a registry. */
public record PullRoleRemedies(List<Remedy> remedies) {

    /** The action that a role must contain, which depends on the registry's role assignment mode. */
    public static String neededAt(Registry registry) {
        return registry.roleAssignmentMode() == RoleAssignmentMode.ABAC
                ? PullAccess.CONTENT_READ_DATA_ACTION
                : PullAccess.PULL_ACTION;
    }

    /** The role assignments of one principal. */
    public static FactSource assignmentsAt(Registry registry, PullPrincipal principal) {
        return FactSource.armList(registry.id(), "Microsoft.Authorization/roleAssignments")
                .about(EvidenceSubject.identity(principal.name()));
    }

    /** Attaching the registry grants pull access to the cluster's own identity only. */
    public static PullRoleRemedies of(PullingIdentity identity, PullContext pull) {
        var puller = pull.pullerOf(identity);
        return identity instanceof KubeletIdentity || identity instanceof ClusterServicePrincipal
                ? forCluster(puller, pull.registry(), pull.cluster())
                : forPrincipal(puller, pull.registry());
    }

    /** {@code --attach-acr} assigns AcrPull, which an ABAC registry does not honor. */
    private static PullRoleRemedies forCluster(PullPrincipal puller, Registry registry, Cluster cluster) {
        if (registry.roleAssignmentMode() == RoleAssignmentMode.ABAC) {
            return forPrincipal(puller, registry);
        }
        return new PullRoleRemedies(List.of(
                IdentityRemedies.attachRegistry(cluster, registry),
                IdentityRemedies.orAssignRole(puller, IdentityRemedies.ACR_PULL, registry)));
    }

    public static PullRoleRemedies forPrincipal(PullPrincipal puller, Registry registry) {
        return new PullRoleRemedies(List.of(IdentityRemedies.assignRole(puller, roleAt(registry), registry)));
    }

    /** The role that permits only pulling. */
    public static String roleAt(Registry registry) {
        return registry.roleAssignmentMode() == RoleAssignmentMode.ABAC
                ? IdentityRemedies.REPOSITORY_READER
                : IdentityRemedies.ACR_PULL;
    }

    public Finding addTo(Finding finding) {
        var fixed = finding;
        for (var remedy : remedies) {
            fixed = fixed.fix(remedy);
        }
        return fixed;
    }
}
