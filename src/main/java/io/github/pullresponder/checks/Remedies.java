package io.github.pullresponder.checks;

import io.github.pullresponder.diagnosis.ClusterIdentity;
import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.evidence.Cluster;
import io.github.pullresponder.evidence.Registry;
import io.github.pullresponder.evidence.roles.RoleAssignment;

/** Every remedy there is, in one place: what to do, and the command with real names filled in. */
final class Remedies {
    static final String ACR_PULL = "AcrPull";
    static final String REPOSITORY_READER = "Container Registry Repository Reader";

    static final Remedy WAIT_FOR_ROLE =
            Remedy.of("Wait up to 10 minutes for the role, up to 60 for credentials the kubelet has cached");

    private Remedies() {}

    static Remedy attachRegistry(Cluster cluster, Registry registry) {
        return Remedy.of(
                "Attach the registry to the cluster",
                Command.az("aks", "update")
                        .with("--resource-group", cluster.id().resourceGroup())
                        .with("--name", cluster.name())
                        .with("--subscription", cluster.id().subscription())
                        .with("--attach-acr", registry.id().toString())
                        .line());
    }

    static Remedy assignRole(ClusterIdentity identity, String role, Registry registry) {
        return Remedy.of("Assign " + role + " to " + identity.name(), assignment(identity, role, registry));
    }

    /** Beside another remedy: this one instead. */
    static Remedy orAssignRole(ClusterIdentity identity, String role, Registry registry) {
        return Remedy.of(
                "Or assign %s to %s only".formatted(role, identity.name()), assignment(identity, role, registry));
    }

    private static String assignment(ClusterIdentity identity, String role, Registry registry) {
        return Command.az("role", "assignment", "create")
                .with("--assignee-object-id", identity.objectId())
                .with("--assignee-principal-type", "ServicePrincipal")
                .with("--role", role)
                .with("--scope", registry.id().toString())
                .line();
    }

    static Remedy deleteRoleAssignment(RoleAssignment assignment) {
        return Remedy.of(
                "Remove the assignment that nobody pulls with",
                Command.az("role", "assignment", "delete")
                        .with("--ids", assignment.id().toString())
                        .line());
    }

    static Remedy reconcile(Cluster cluster) {
        return Remedy.of(
                "Reconcile the cluster: AKS puts its identity back on the scale sets",
                Command.az("aks", "update")
                        .with("--resource-group", cluster.id().resourceGroup())
                        .with("--name", cluster.name())
                        .with("--subscription", cluster.id().subscription())
                        .line());
    }

    static Remedy lockNodeResourceGroup(Cluster cluster) {
        return Remedy.of(
                "Keep others from changing the scale sets",
                Command.az("aks", "update")
                        .with("--resource-group", cluster.id().resourceGroup())
                        .with("--name", cluster.name())
                        .with("--subscription", cluster.id().subscription())
                        .with("--nrg-lockdown-restriction-level", "ReadOnly")
                        .line());
    }

    static Remedy waitUntil(String time) {
        return Remedy.of("Wait until " + time + "; then, if it still fails, diagnose again");
    }
}
