package io.github.pullresponder.checks;

import io.github.pullresponder.diagnosis.ClusterIdentity;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.evidence.Cluster;
import io.github.pullresponder.evidence.Registry;
import io.github.pullresponder.evidence.roles.PullAccess;
import io.github.pullresponder.evidence.roles.RoleAssignmentMode;
import java.util.List;

/** The right to pull from a registry, in words and as commands that give it. */
record PullRights(List<Remedy> remedies) {

    /** The action that a role must contain, which depends on the registry's role assignment mode. */
    static String neededAt(Registry registry) {
        return registry.roleAssignmentMode() == RoleAssignmentMode.ABAC
                ? PullAccess.CONTENT_READ_DATA_ACTION
                : PullAccess.PULL_ACTION;
    }

    /** How to give it: {@code --attach-acr} assigns AcrPull, which an ABAC registry does not honour. */
    static PullRights toGive(ClusterIdentity identity, Registry registry, Cluster cluster) {
        if (registry.roleAssignmentMode() == RoleAssignmentMode.ABAC) {
            return new PullRights(List.of(Remedies.assignRole(identity, Remedies.REPOSITORY_READER, registry)));
        }
        return new PullRights(List.of(
                Remedies.attachRegistry(cluster, registry),
                Remedies.orAssignRole(identity, Remedies.ACR_PULL, registry)));
    }

    Finding addTo(Finding finding) {
        var fixed = finding;
        for (var remedy : remedies) {
            fixed = fixed.fix(remedy);
        }
        return fixed;
    }
}
