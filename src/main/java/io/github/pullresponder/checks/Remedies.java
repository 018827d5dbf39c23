package io.github.pullresponder.checks;

import io.github.pullresponder.diagnosis.Puller;
import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.evidence.App;
import io.github.pullresponder.evidence.Cluster;
import io.github.pullresponder.evidence.Cluster.NodePool;
import io.github.pullresponder.evidence.Registry;
import io.github.pullresponder.evidence.ResourceId;
import io.github.pullresponder.evidence.roles.PullAccess.Grant;
import io.github.pullresponder.evidence.roles.RoleAssignment;
import io.github.pullresponder.evidence.roles.RoleAssignmentMode;

/** Every remedy there is, in one place: what to do, and the command with real names filled in. */
final class Remedies {
    static final String ACR_PULL = "AcrPull";
    static final String REPOSITORY_READER = "Container Registry Repository Reader";

    /** What a pull secret is called where none is named yet. */
    static final String DEFAULT_SECRET = "acr-pull";

    static final Remedy WAIT_FOR_ROLE =
            Remedy.of("Wait up to 10 minutes for the role, up to 60 for credentials the kubelet has cached");

    private static final String REPOSITORY_NAME = "@Request[Microsoft.ContainerRegistry/registries/repositories:name]";

    private Remedies() {}

    // Roles

    static Remedy attachRegistry(Cluster cluster, Registry registry) {
        return Remedy.of("Attach the registry to the cluster", attaching(cluster, registry));
    }

    private static String attaching(Cluster cluster, Registry registry) {
        return aksUpdate(cluster).with("--attach-acr", registry.id().toString()).line();
    }

    static Remedy assignRole(Puller puller, String role, Registry registry) {
        return Remedy.of(
                "Assign " + role + " to " + puller.name(),
                assignment(puller, role, registry.id()).line());
    }

    /** Beside another remedy: this one instead. */
    static Remedy orAssignRole(Puller puller, String role, Registry registry) {
        return Remedy.of(
                "Or assign %s to %s only".formatted(role, puller.name()),
                assignment(puller, role, registry.id()).line());
    }

    /** Beside the remedies of a pull secret: the identity of the nodes has no password that could expire. */
    static Remedy orPullWithKubeletIdentity(Puller kubelet, Cluster cluster, Registry registry) {
        return Remedy.of(
                "Or pull with the kubelet identity, and take the secret out of the pod",
                registry.roleAssignmentMode() == RoleAssignmentMode.ABAC
                        ? assignment(kubelet, REPOSITORY_READER, registry.id()).line()
                        : attaching(cluster, registry));
    }

    /** A second assignment of the same role at the same scope is refused, so the old one goes first. */
    static Remedy extendCondition(Grant grant, Puller puller, String repository) {
        var old = grant.assignment().condition().orElse("");
        var extended = "(%s) OR (%s StringEqualsIgnoreCase '%s')".formatted(old, REPOSITORY_NAME, repository);
        return Remedy.of(
                "Replace the assignment by one whose condition includes " + repository,
                deletion(grant.assignment()),
                assignment(puller, grant.roleName(), grant.assignment().scope())
                        .with("--condition", extended)
                        .with("--condition-version", "2.0")
                        .line());
    }

    static Remedy deleteRoleAssignment(RoleAssignment assignment) {
        return Remedy.of("Remove the assignment that nobody pulls with", deletion(assignment));
    }

    private static Command assignment(Puller puller, String role, ResourceId scope) {
        return Command.az("role", "assignment", "create")
                .with("--assignee-object-id", puller.objectId())
                .with("--assignee-principal-type", "ServicePrincipal")
                .with("--role", role)
                .with("--scope", scope.toString());
    }

    private static String deletion(RoleAssignment assignment) {
        return Command.az("role", "assignment", "delete")
                .with("--ids", assignment.id().toString())
                .line();
    }

    static Remedy waitUntil(String time) {
        return Remedy.of("Wait until " + time + "; then, if it still fails, diagnose again");
    }

    // The cluster's identity

    static Remedy reconcile(Cluster cluster) {
        return Remedy.of(
                "Reconcile the cluster: AKS puts its identity back on the scale sets",
                aksUpdate(cluster).line());
    }

    static Remedy lockNodeResourceGroup(Cluster cluster) {
        return Remedy.of(
                "Keep others from changing the scale sets",
                aksUpdate(cluster)
                        .with("--nrg-lockdown-restriction-level", "ReadOnly")
                        .line());
    }

    static Remedy resetClusterCredential(App app, ResourceId cluster) {
        var update = Command.az("aks", "update-credentials")
                .with("--resource-group", cluster.resourceGroup())
                .with("--name", cluster.name())
                .with("--subscription", cluster.subscription())
                .and("--reset-service-principal")
                .with("--service-principal", app.appId());
        return Remedy.of(
                "Reset the credential and give it to the cluster (the nodes are reimaged)",
                "%s | { read -r PASSWORD; %s --client-secret \"$PASSWORD\"; }"
                        .formatted(SecretRemedies.newPassword(app), update.line()));
    }

    static Remedy orManagedIdentity(ResourceId cluster) {
        return Remedy.of(
                "Or move the cluster to managed identities, which do not expire",
                aksUpdate(cluster).and("--enable-managed-identity").line());
    }

    static Remedy bringBack(App app, PrincipalLoss loss) {
        if (loss.kind() == PrincipalLoss.Kind.DISABLED) {
            return Remedy.of(
                    "Enable the service principal",
                    Command.az("ad", "sp", "update")
                            .with("--id", app.appId())
                            .with("--set", "accountEnabled=true")
                            .line());
        }
        return app.application().isPresent()
                ? Remedy.of(
                        "Create the service principal again, and its role assignments",
                        Command.az("ad", "sp", "create")
                                .with("--id", app.appId())
                                .line())
                : Remedy.of(
                        "Restore the deleted application (within 30 days), and its role assignments",
                        Command.az("rest")
                                .with("--method", "get")
                                .with(
                                        "--url",
                                        "https://graph.microsoft.com/v1.0/directory/deletedItems/microsoft.graph.application?$filter=appId eq '"
                                                + app.appId() + "'")
                                .line());
    }

    static Remedy upgradeNodeImage(Cluster cluster, NodePool pool) {
        return Remedy.of(
                "Upgrade the node image of pool " + pool.name(),
                Command.az("aks", "nodepool", "upgrade")
                        .with("--resource-group", cluster.id().resourceGroup())
                        .with("--cluster-name", cluster.name())
                        .with("--subscription", cluster.id().subscription())
                        .with("--name", pool.name())
                        .and("--node-image-only")
                        .line());
    }

    static Remedy orEnableAdminUser(Registry registry) {
        return Remedy.of(
                "Or turn the admin user on again",
                Command.az("acr", "update")
                        .with("--name", registry.name())
                        .with("--subscription", registry.id().subscription())
                        .with("--admin-enabled", "true")
                        .line());
    }

    static Remedy orAcceptArmTokens(Registry registry) {
        return Remedy.of(
                "Or let the registry take tokens for Azure Resource Manager",
                Command.az("acr", "config", "authentication-as-arm", "update")
                        .with("--registry", registry.name())
                        .with("--subscription", registry.id().subscription())
                        .with("--status", "enabled")
                        .line());
    }

    private static Command aksUpdate(Cluster cluster) {
        return aksUpdate(cluster.id());
    }

    private static Command aksUpdate(ResourceId cluster) {
        return Command.az("aks", "update")
                .with("--resource-group", cluster.resourceGroup())
                .with("--name", cluster.name())
                .with("--subscription", cluster.subscription());
    }
}
