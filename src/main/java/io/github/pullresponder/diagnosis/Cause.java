package io.github.pullresponder.diagnosis;

import java.util.Set;

/**
 * The catalogue of causes. Ids are stable: they are in reports, in the README, in tests and on dashboards.
 *
 * <p>A cause may explain a more general one away: where both are confirmed, only the specific one is told.
 */
public enum Cause {
    PULL_ROLE_MISSING(
            "No role lets the pulling identity pull",
            "no role assignment of the identity at the registry, or above it, permits pulling",
            "give it AcrPull, or Repository Reader in ABAC mode"),
    PULL_ROLE_ON_ANOTHER_IDENTITY(
            "The pull role sits on another identity than the one that pulls",
            "the pulling identity has no pull role, while a deleted principal, the control plane's identity or one named"
                    + " after the cluster has",
            "give the role to the pulling identity and remove the stale assignment",
            PULL_ROLE_MISSING),
    PULL_SECRET_PRINCIPAL_HAS_NO_ROLE(
            "The service principal in the pull secret has no pull role",
            "no role assignment of that principal at the registry, or above it, permits pulling",
            "assign the role to that principal"),
    PULL_ROLE_IGNORED_BY_ABAC(
            "The identity's roles do not count in the registry's ABAC mode",
            "the registry is in mode AbacRepositoryPermissions and the identity holds only roles of the legacy mode",
            "assign Container Registry Repository Reader",
            PULL_ROLE_MISSING,
            PULL_ROLE_ON_ANOTHER_IDENTITY,
            PULL_SECRET_PRINCIPAL_HAS_NO_ROLE),
    REPOSITORY_NOT_IN_ROLE_CONDITION(
            "The conditions of the identity's roles leave this repository out",
            "every role assignment that would grant the pull has a condition that excludes the repository",
            "extend the condition",
            PULL_ROLE_MISSING,
            PULL_ROLE_ON_ANOTHER_IDENTITY,
            PULL_SECRET_PRINCIPAL_HAS_NO_ROLE),
    CLUSTER_SECRET_EXPIRED(
            "The cluster's service principal has no valid credential",
            "every password and certificate of its application is past its end",
            "reset the credential and update the cluster, or move to managed identity"),
    CLUSTER_PRINCIPAL_GONE(
            "The cluster's service principal is gone or disabled",
            "its application or its service principal does not exist, or the account is disabled",
            "enable or recreate it, and update the cluster",
            PULL_ROLE_MISSING,
            CLUSTER_SECRET_EXPIRED),
    KUBELET_IDENTITY_NOT_ON_NODES(
            "The kubelet identity is not on the nodes",
            "the scale set of the pod's node pool does not hold the kubelet identity",
            "reconcile the cluster: az aks update"),
    REGISTRY_IN_ANOTHER_TENANT(
            "The registry is in another tenant than the cluster",
            "registry and cluster name different tenants, and the nodes pull with a managed identity of theirs",
            "use a pull secret, or a multi-tenant application",
            PULL_ROLE_MISSING,
            PULL_ROLE_ON_ANOTHER_IDENTITY,
            PULL_ROLE_IGNORED_BY_ABAC),
    ARM_TOKENS_REJECTED(
            "The registry rejects the tokens of old nodes",
            "the registry takes no tokens for Azure Resource Manager, and the nodes are too old to ask for others",
            "upgrade the node pool, or let the registry take them"),
    PULL_SECRET_MISSING(
            "A pull secret that the pod names does not exist",
            "there is no secret of that name in the pod's namespace, or it is of another type",
            "create it"),
    PULL_SECRET_MALFORMED(
            "A pull secret cannot be read by the kubelet",
            "it is not base64 and JSON, or has neither auth nor username and password for the host",
            "recreate it"),
    PULL_SECRET_FOR_OTHER_REGISTRY(
            "The pull secret is for another registry",
            "no key of its auths matches the image's host, and one is a near miss of it or another Azure registry",
            "recreate it for this registry"),
    PULL_SECRET_PRINCIPAL_EXPIRED(
            "The credential in the pull secret is no longer valid",
            "the secret's password is an expired or removed credential of its service principal, or the principal is gone"
                    + " or disabled",
            "reset the credential and recreate the secret",
            PULL_SECRET_PRINCIPAL_HAS_NO_ROLE),
    PULL_SECRET_PASSWORD_STALE(
            "The pull secret holds an old password of the registry's admin user",
            "it matches neither of the registry's two admin passwords",
            "recreate the secret from the current password"),
    ADMIN_USER_DISABLED(
            "The pull secret uses the registry's admin user, which is off",
            "its user name is the registry's name, and adminUserEnabled is false",
            "pull with the kubelet identity, or enable the admin user",
            PULL_SECRET_PASSWORD_STALE),
    PULL_SECRET_TOKEN_INVALID(
            "The registry token in the pull secret does not permit the pull",
            "the token does not exist, is disabled or expired, or its scope map leaves the repository out",
            "regenerate the token's password, or extend its scope map"),
    PULL_ROLE_NOT_YET_EFFECTIVE(
            "The pull role is too young to have reached the registry",
            "the granting role assignment is younger than role changes take to take effect",
            "wait"),
    CREDENTIAL_CACHED_BY_KUBELET(
            "The nodes may still present credentials from before the role",
            "the granting role assignment is younger than the kubelet keeps credentials",
            "wait");

    /** Causes that a guide of its own explains may override this; until then all lie in the one guide. */
    private static final String GUIDE =
            "https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/extensions/cannot-pull-image-from-acr-to-aks-cluster";

    private final String title;
    private final String proof;
    private final String fix;
    private final Set<Cause> explainsAway;

    Cause(String title, String proof, String fix, Cause... explainsAway) {
        this.title = title;
        this.proof = proof;
        this.fix = fix;
        this.explainsAway = Set.of(explainsAway);
    }

    public String title() {
        return title;
    }

    /** What proves it, in one line. */
    public String proof() {
        return proof;
    }

    /** What fixes it, in one line. */
    public String fix() {
        return fix;
    }

    public String help() {
        return GUIDE;
    }

    boolean explainsAway(Cause other) {
        return explainsAway.contains(other);
    }
}
