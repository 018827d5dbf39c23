package io.github.pullresponder.checks.remedy;

import static io.github.pullresponder.command.CommandLine.az;

import io.github.pullresponder.cluster.Cluster;
import io.github.pullresponder.cluster.Cluster.ManagedIdentity;
import io.github.pullresponder.cluster.Cluster.NodePool;
import io.github.pullresponder.cluster.VirtualMachine;
import io.github.pullresponder.command.Command;
import io.github.pullresponder.command.CommandLine;
import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.identity.DenyAssignment;
import io.github.pullresponder.identity.EntraApp;
import io.github.pullresponder.identity.PrincipalFault;
import io.github.pullresponder.identity.PrincipalFault.PrincipalState;
import io.github.pullresponder.identity.PullAccess.EvaluatedAssignment;
import io.github.pullresponder.identity.RoleAssignment;
import io.github.pullresponder.pull.PullPrincipal;
import io.github.pullresponder.registry.Registry;
import io.github.pullresponder.registry.RoleAssignmentMode;
import io.github.pullresponder.resource.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Remedies for roles, identities and service principals: a sentence, and the command with real names. */
public final class IdentityRemedies {
    static final String ACR_PULL = "AcrPull";
    static final String REPOSITORY_READER = "Container Registry Repository Reader";

    /** Name of a new pull secret where the pod names none. */
    public static final String DEFAULT_SECRET = "acr-pull";

    public static final Remedy WAIT_FOR_ROLE = Remedy.of(
            "Wait up to 10 minutes for the role, and up to 60 minutes for credentials that the kubelet has cached");

    private static final String OBJECT_ID = "OBJECT_ID";
    private static final String DELETED_ITEMS = "https://graph.microsoft.com/v1.0/directory/deletedItems";

    private static final String REPOSITORY_NAME = "@Request[Microsoft.ContainerRegistry/registries/repositories:name]";

    private IdentityRemedies() {}

    // Roles

    static Remedy attachRegistry(Cluster cluster, Registry registry) {
        return Remedy.of("Attach the registry to the cluster", attaching(cluster.id(), registry));
    }

    private static CommandLine attaching(ResourceId cluster, Registry registry) {
        return aksUpdate(cluster).option("--attach-acr", registry.id().toString());
    }

    static Remedy assignRole(PullPrincipal puller, String role, Registry registry) {
        return Remedy.of("Assign " + role + " to " + puller.name(), assignment(puller, role, registry.id()));
    }

    /** An alternative to another remedy. */
    static Remedy orAssignRole(PullPrincipal puller, String role, Registry registry) {
        return Remedy.of(
                "Or assign %s to %s only".formatted(role, puller.name()), assignment(puller, role, registry.id()));
    }

    /** An alternative to the remedies of a pull secret: the kubelet identity has no password that could expire. */
    public static Remedy orPullWithKubeletIdentity(PullPrincipal kubelet, Cluster cluster, Registry registry) {
        return Remedy.of(
                "Or pull with the kubelet identity, and remove the secret",
                registry.roleAssignmentMode() == RoleAssignmentMode.ABAC
                        ? assignment(kubelet, REPOSITORY_READER, registry.id())
                        : attaching(cluster.id(), registry));
    }

    /**
     * Allows the identity to read one more repository. Only the identity's own assignment on the registry is replaced, because Azure
     * refuses a second one of the same role there. An assignment that is shared, or that has a higher scope, is not changed.
     */
    public static Remedy includeRepository(
            List<EvaluatedAssignment> excluding, PullPrincipal puller, String repository, Registry registry) {
        return excluding.stream()
                .filter(grant -> grant.assignment().isHeldBy(puller.objectId()))
                .filter(grant -> grant.assignment().scope().equals(registry.id()))
                .filter(grant -> grant.roleName().equals(REPOSITORY_READER))
                .findFirst()
                .map(grant -> extendCondition(grant, puller, repository))
                .orElseGet(() -> Remedy.of(
                        "Assign %s to %s for %s".formatted(REPOSITORY_READER, puller.name(), repository),
                        conditional(puller, registry.id(), only(repository))));
    }

    private static Remedy extendCondition(EvaluatedAssignment grant, PullPrincipal puller, String repository) {
        var old = grant.assignment().condition().orElse("");
        return Remedy.of(
                "Replace the assignment by one whose condition includes " + repository,
                deletion(grant.assignment()),
                conditional(puller, grant.assignment().scope(), "(%s) OR (%s)".formatted(old, only(repository))));
    }

    private static String only(String repository) {
        return "%s StringEqualsIgnoreCase '%s'".formatted(REPOSITORY_NAME, repository);
    }

    private static CommandLine conditional(PullPrincipal puller, ResourceId scope, String condition) {
        return assignment(puller, REPOSITORY_READER, scope)
                .option("--condition", condition)
                .option("--condition-version", "2.0");
    }

    /** Returns true if the role permits only pulling: the principal loses nothing else with it. */
    public static boolean isForPullingOnly(EvaluatedAssignment grant, Registry registry) {
        return Set.of(ACR_PULL, REPOSITORY_READER).contains(grant.roleName())
                && grant.assignment().scope().equals(registry.id());
    }

    public static Remedy deleteRoleAssignment(RoleAssignment assignment) {
        return Remedy.of("Remove the role assignment that no pull uses", deletion(assignment));
    }

    private static CommandLine assignment(PullPrincipal puller, String role, ResourceId scope) {
        return az("role", "assignment", "create")
                .option("--assignee-object-id", puller.objectId())
                .option("--assignee-principal-type", "ServicePrincipal")
                .option("--role", role)
                .option("--scope", scope.toString());
    }

    private static CommandLine deletion(RoleAssignment assignment) {
        return az("role", "assignment", "delete")
                .option("--ids", assignment.id().toString());
    }

    public static Remedy waitUntil(String time) {
        return Remedy.of("Wait until " + time + ". If the pull still fails then, run the diagnosis again");
    }

    // The cluster's identity

    public static Remedy reconcile(Cluster cluster) {
        return Remedy.of(
                "Reconcile the cluster: AKS assigns the kubelet identity to the nodes again", aksUpdate(cluster.id()));
    }

    public static Remedy assignToMachine(VirtualMachine machine, ManagedIdentity identity) {
        return Remedy.of(
                "Assign the identity to the virtual machine",
                az("vm", "identity", "assign")
                        .resource(machine.id())
                        .option("--identities", identity.id().toString()));
    }

    /** Azure creates deny assignments. The owner of the deployment stack or managed application can exclude a principal. */
    public static Remedy excludeFromDenyAssignment(DenyAssignment deny, PullPrincipal puller) {
        return Remedy.of(
                ("Exclude object %s from deny assignment \"%s\": change the deployment stack (deny settings, excluded principals) or the"
                                + " managed application that created it")
                        .formatted(puller.objectId(), deny.name()));
    }

    public static Remedy lockNodeResourceGroup(Cluster cluster) {
        return Remedy.of(
                "Prevent direct changes to the nodes: lock the node resource group",
                aksUpdate(cluster.id()).option("--nrg-lockdown-restriction-level", "ReadOnly"));
    }

    public static Remedy resetClusterCredential(EntraApp app, ResourceId cluster) {
        var update = az("aks", "update-credentials")
                .resource(cluster)
                .literals("--reset-service-principal")
                .option("--service-principal", app.appId())
                .variable("--client-secret", PullSecretRemedies.PASSWORD);
        return Remedy.of(
                "Reset the credential and update the cluster with it (AKS reimages the nodes)",
                Command.passing(PullSecretRemedies.PASSWORD, PullSecretRemedies.newPassword(app), update));
    }

    /** The nodes' new identity has none of the principal's roles, and the nodes use it only after they are reimaged. */
    public static Remedy orManagedIdentity(Cluster cluster, Registry registry) {
        var commands = new ArrayList<Command>();
        commands.add(aksUpdate(cluster.id())
                .literals("--enable-managed-identity", "--yes")
                .build());
        commands.add(
                registry.roleAssignmentMode() == RoleAssignmentMode.ABAC
                        ? roleForNewIdentity(cluster, registry)
                        : attaching(cluster.id(), registry).build());
        cluster.nodePools()
                .forEach(pool -> commands.add(nodeImageUpgrade(cluster, pool).build()));
        return Remedy.of(
                "Or switch the cluster to managed identities, which do not expire, and grant pull access to the new one (AKS reimages the nodes)",
                commands);
    }

    private static Command roleForNewIdentity(Cluster cluster, Registry registry) {
        var show = az("aks", "show")
                .resource(cluster.id())
                .option("--query", "identityProfile.kubeletidentity.objectId")
                .option("--output", "tsv");
        var assign = az("role", "assignment", "create")
                .variable("--assignee-object-id", OBJECT_ID)
                .option("--assignee-principal-type", "ServicePrincipal")
                .option("--role", REPOSITORY_READER)
                .option("--scope", registry.id().toString());
        return Command.passing(OBJECT_ID, show, assign);
    }

    /** No command for the roles: a sweep does not read which registries the nodes pull from. */
    public static Remedy orManagedIdentity(ResourceId cluster) {
        return Remedy.of(
                "Or switch %s to managed identities, which do not expire: AKS reimages the nodes, and their new identity needs the roles of the principal"
                        .formatted(cluster.name()));
    }

    /** A principal loses its roles when it is deleted: the remedy assigns them again. */
    public static Remedy restorePrincipal(EntraApp app, PrincipalFault loss, Optional<Registry> registry) {
        if (loss.kind() == PrincipalState.DISABLED) {
            return Remedy.of(
                    "Enable the service principal",
                    az("ad", "sp", "update").option("--id", app.appId()).option("--set", "accountEnabled=true"));
        }
        return app.application().isPresent() ? recreate(app, registry) : restore(app);
    }

    private static Remedy recreate(EntraApp app, Optional<Registry> registry) {
        var create = az("ad", "sp", "create").option("--id", app.appId());
        return registry.map(target -> Remedy.of(
                        "Create the service principal again, and grant it pull access",
                        create.build(),
                        roleForNewPrincipal(app, target)))
                .orElseGet(() -> Remedy.of("Create the service principal again, and assign its roles again"));
    }

    private static Command roleForNewPrincipal(EntraApp app, Registry registry) {
        var show = az("ad", "sp", "show")
                .option("--id", app.appId())
                .option("--query", "id")
                .option("--output", "tsv");
        var assign = az("role", "assignment", "create")
                .variable("--assignee-object-id", OBJECT_ID)
                .option("--assignee-principal-type", "ServicePrincipal")
                .option("--role", PullRoleRemedies.roleAt(registry))
                .option("--scope", registry.id().toString());
        return Command.passing(OBJECT_ID, show, assign);
    }

    private static Remedy restore(EntraApp app) {
        var find = az("rest")
                .option("--method", "get")
                .option("--url", DELETED_ITEMS + "/microsoft.graph.application?$filter=appId eq '" + app.appId() + "'")
                .option("--query", "value[0].id")
                .option("--output", "tsv");
        var restore = az("rest").option("--method", "post");
        return Remedy.of(
                "Restore the deleted application (within 30 days), with its service principal",
                Command.script(
                        "{1} | { read -r ID && {2} --url \"" + DELETED_ITEMS + "/$ID/restore\"; }",
                        "& { $ID = {1}; if ($ID) { {2} --url \"" + DELETED_ITEMS + "/$ID/restore\" } }",
                        find,
                        restore));
    }

    public static Remedy upgradeNodeImage(Cluster cluster, NodePool pool) {
        return Remedy.of("Upgrade the node image of pool " + pool.name(), nodeImageUpgrade(cluster, pool));
    }

    /** A node pool cannot have a later version than its cluster. */
    public static Remedy upgradeKubernetes(Cluster cluster, NodePool pool, String atLeast) {
        var upgrade = az("aks", "nodepool", "upgrade")
                .resource("--cluster-name", cluster.id())
                .azureName("--name", pool.name());
        var show = az("aks", "show")
                .resource(cluster.id())
                .option("--query", "currentKubernetesVersion")
                .option("--output", "tsv");
        var script = "{1} --kubernetes-version $({2})";
        return Remedy.of(
                "Upgrade pool %s to the Kubernetes version of the cluster, which must be %s or later"
                        .formatted(pool.name(), atLeast),
                Command.script(script, script, upgrade, show));
    }

    private static CommandLine nodeImageUpgrade(Cluster cluster, NodePool pool) {
        return az("aks", "nodepool", "upgrade")
                .resource("--cluster-name", cluster.id())
                .azureName("--name", pool.name())
                .literals("--node-image-only");
    }

    public static Remedy orEnableAdminUser(Registry registry) {
        return Remedy.of(
                "Or enable the admin user again",
                az("acr", "update").registry("--name", registry.id()).option("--admin-enabled", "true"));
    }

    public static Remedy orAcceptArmTokens(Registry registry) {
        return Remedy.of("Or accept tokens for Azure Resource Manager on the registry", acceptingArmTokens(registry));
    }

    public static Remedy acceptArmTokens(Registry registry) {
        return Remedy.of("Accept tokens for Azure Resource Manager on the registry", acceptingArmTokens(registry));
    }

    private static CommandLine acceptingArmTokens(Registry registry) {
        return az("acr", "config", "authentication-as-arm", "update")
                .registry("--registry", registry.id())
                .option("--status", "enabled");
    }

    private static CommandLine aksUpdate(ResourceId cluster) {
        return az("aks", "update").resource(cluster);
    }
}
