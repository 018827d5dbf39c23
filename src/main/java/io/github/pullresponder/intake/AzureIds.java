package io.github.pullresponder.intake;

import io.github.pullresponder.evidence.ResourceId;
import java.util.Optional;

/** Ids of Azure resources in texts from outside. */
final class AzureIds {
    static final String CLUSTER = "Microsoft.ContainerService/managedClusters";
    static final String WORKSPACE = "Microsoft.OperationalInsights/workspaces";
    static final String REGISTRY = "Microsoft.ContainerRegistry/registries";

    private AzureIds() {}

    static Optional<ResourceId> in(String text) {
        try {
            return Optional.of(ResourceId.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether it names one resource of the type, in a resource group of a subscription. */
    static boolean names(ResourceId id, String type) {
        return id.isOfType(type)
                && !id.subscription().isEmpty()
                && !id.resourceGroup().isEmpty();
    }

    /** The resource itself or the nearest one above it of the type. */
    static Optional<ResourceId> within(ResourceId id, String type) {
        return id.within(type).filter(it -> names(it, type));
    }
}
