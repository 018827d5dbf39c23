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
    KUBELET_IDENTITY_NOT_ON_NODES(
            "The kubelet identity is not on the nodes",
            "the scale set of the pod's node pool does not hold the kubelet identity",
            "reconcile the cluster: az aks update"),
    PULL_ROLE_NOT_YET_EFFECTIVE(
            "The pull role is too young to have reached the registry",
            "the granting role assignment is younger than role changes take to take effect",
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
