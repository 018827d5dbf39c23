package io.github.pullresponder.impact;

import io.github.pullresponder.cluster.ClusterEntry;
import io.github.pullresponder.evidence.EvidenceSources;
import io.github.pullresponder.queue.Change;
import io.github.pullresponder.queue.WatchedOperation;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;

/** Which clusters a change can concern, as far as the changed resource shows it. */
final class AffectedClusters {
    private static final String REGISTRY = "Microsoft.ContainerRegistry/registries";
    private static final String CLUSTER = "Microsoft.ContainerService/managedClusters";
    private static final String VAULT = "Microsoft.KeyVault/vaults";
    private static final String ROLE_ASSIGNMENT = "Microsoft.Authorization/roleAssignments";

    private final EvidenceSources sources;

    AffectedClusters(EvidenceSources sources) {
        this.sources = sources;
    }

    /** @throws EvidenceUnavailableException if the clusters cannot be listed */
    List<ResourceId> of(Change change, WatchedOperation operation) {
        var resource = change.resource();
        return operation.concerns() == WatchedOperation.Concerns.CLUSTER
                ? resource.within(CLUSTER).stream().toList()
                : concernedBy(resource, operation).stream()
                        .map(ClusterEntry::id)
                        .toList();
    }

    private List<ClusterEntry> concernedBy(ResourceId resource, WatchedOperation operation) {
        return switch (operation.concerns()) {
            // Who pulls from a registry only the clusters know: each looks for itself.
            case REGISTRY, CLUSTER -> visible();
            case SCALE_SET ->
                visible().stream()
                        .filter(cluster -> NetworkChanges.isInNodeResourceGroup(resource, cluster))
                        .toList();
            case SCOPE -> registryLiesAt(scopeOf(resource)) ? visible() : List.of();
            case VAULT ->
                sources.registries().encryptedWithKeyOf(vaultOf(resource)).isEmpty() ? List.of() : visible();
            case NETWORK -> new NetworkChanges(sources).concernedBy(resource);
        };
    }

    private List<ClusterEntry> visible() {
        return sources.clusters().visible();
    }

    /** The scope that a role assignment is made at: what stands before it in its id. */
    static ResourceId scopeOf(ResourceId assignment) {
        return assignment.isOfType(ROLE_ASSIGNMENT) ? assignment.parent().parent() : assignment;
    }

    /** The name of the vault that was changed, or whose access policies were. */
    static String vaultOf(ResourceId resource) {
        return resource.within(VAULT).orElse(resource).name();
    }

    private boolean registryLiesAt(ResourceId scope) {
        return sources.registries().visible().stream().anyMatch(entry -> isConcerned(entry.id(), scope));
    }

    /** Whether a change at a scope can concern a registry; which subscriptions a management group holds is not read. */
    static boolean isConcerned(ResourceId registry, ResourceId scope) {
        return scope.isAboveSubscriptions() || registry.isWithin(scope) || scope.isWithin(registry);
    }

    static Optional<ResourceId> registryOf(ResourceId resource) {
        return resource.within(REGISTRY);
    }
}
