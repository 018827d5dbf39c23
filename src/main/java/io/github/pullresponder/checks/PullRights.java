package io.github.pullresponder.checks;

import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Puller;
import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.evidence.Cluster;
import io.github.pullresponder.evidence.Registry;
import io.github.pullresponder.evidence.Source;
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

    static Source assignmentsAt(Registry registry) {
        return Source.armList(registry.id(), "Microsoft.Authorization/roleAssignments");
    }

    /** For a cluster's own identity: {@code --attach-acr} assigns AcrPull, which an ABAC registry does not honour. */
    static PullRights forCluster(Puller puller, Registry registry, Cluster cluster) {
        if (registry.roleAssignmentMode() == RoleAssignmentMode.ABAC) {
            return forPrincipal(puller, registry);
        }
        return new PullRights(List.of(
                Remedies.attachRegistry(cluster, registry),
                Remedies.orAssignRole(puller, Remedies.ACR_PULL, registry)));
    }

    static PullRights forPrincipal(Puller puller, Registry registry) {
        return new PullRights(List.of(Remedies.assignRole(puller, roleAt(registry), registry)));
    }

    /** The role that permits pulling and nothing else. */
    static String roleAt(Registry registry) {
        return registry.roleAssignmentMode() == RoleAssignmentMode.ABAC
                ? Remedies.REPOSITORY_READER
                : Remedies.ACR_PULL;
    }

    Finding addTo(Finding finding) {
        var fixed = finding;
        for (var remedy : remedies) {
            fixed = fixed.fix(remedy);
        }
        return fixed;
    }
}
