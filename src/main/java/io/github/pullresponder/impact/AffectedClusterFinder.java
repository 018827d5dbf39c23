package io.github.pullresponder.impact;

import io.github.pullresponder.cluster.ResourceGraphCluster;
import io.github.pullresponder.evidence.EvidenceSources;
import io.github.pullresponder.queue.ResourceChange;
import io.github.pullresponder.queue.WatchedOperation;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;

/** Finds the clusters that a change can affect, as far as the changed resource shows it. */
final class AffectedClusterFinder {
    private static final String REGISTRY = "Microsoft.ContainerRegistry/registries";
    private static final String CLUSTER = "Microsoft.ContainerService/managedClusters";
    private static final String VAULT = "Microsoft.KeyVault/vaults";
    private static final String ROLE_ASSIGNMENT = "Microsoft.Authorization/roleAssignments";

    private final EvidenceSources sources;

    AffectedClusterFinder(EvidenceSources sources) {
        this.sources = sources;
    }

    /** @throws EvidenceUnavailableException if the clusters cannot be listed */
    List<ResourceId> of(ResourceChange change, WatchedOperation operation) {
        var resource = change.resource();
        return operation.concerns() == WatchedOperation.AffectedClusterSelection.CLUSTER
                ? resource.within(CLUSTER).stream().toList()
                : affectedBy(resource, operation).stream()
                        .map(ResourceGraphCluster::id)
                        .toList();
    }

    private List<ResourceGraphCluster> affectedBy(ResourceId resource, WatchedOperation operation) {
        return switch (operation.concerns()) {
            // Only the clusters show if they pull from a registry: each is examined.
            case REGISTRY, CLUSTER -> visible();
            case SCALE_SET ->
                visible().stream()
                        .filter(cluster -> NetworkChangeClusterFinder.isInNodeResourceGroup(resource, cluster))
                        .toList();
            case SCOPE -> registryLiesAt(scopeOf(resource)) ? visible() : List.of();
            case VAULT ->
                sources.registries().encryptedWithKeyOf(vaultOf(resource)).isEmpty() ? List.of() : visible();
            case NETWORK -> new NetworkChangeClusterFinder(sources).affectedBy(resource);
        };
    }

    private List<ResourceGraphCluster> visible() {
        return sources.clusters().visible();
    }

    /** The scope of a role assignment: the part of its id before the assignment. */
    static ResourceId scopeOf(ResourceId assignment) {
        return assignment.isOfType(ROLE_ASSIGNMENT) ? assignment.parent().parent() : assignment;
    }

    /** The name of the vault that was changed, or of the vault with changed access policies. */
    static String vaultOf(ResourceId resource) {
        return resource.within(VAULT).orElse(resource).name();
    }

    private boolean registryLiesAt(ResourceId scope) {
        return sources.registries().visible().stream().anyMatch(entry -> isAffected(entry.id(), scope));
    }

    /** Returns true if a change at a scope can affect a registry; the subscriptions of a management group are not read. */
    static boolean isAffected(ResourceId registry, ResourceId scope) {
        return scope.isAboveSubscriptions() || registry.isWithin(scope) || scope.isWithin(registry);
    }

    static Optional<ResourceId> registryOf(ResourceId resource) {
        return resource.within(REGISTRY);
    }
}
