package io.github.pullresponder.intake.input;

import io.github.pullresponder.resource.ResourceId;
import java.util.Optional;

/** Ids of Azure resources in text from outside. */
public final class ResourceIdParser {
    public static final String CLUSTER = "Microsoft.ContainerService/managedClusters";
    public static final String WORKSPACE = "Microsoft.OperationalInsights/workspaces";
    public static final String REGISTRY = "Microsoft.ContainerRegistry/registries";

    private ResourceIdParser() {}

    public static Optional<ResourceId> in(String text) {
        try {
            return Optional.of(ResourceId.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Returns true if the id names one resource of the type, in a resource group of a subscription. */
    public static boolean names(ResourceId id, String type) {
        return id.isOfType(type)
                && !id.subscription().isEmpty()
                && !id.resourceGroup().isEmpty();
    }

    /** The resource itself, or its nearest parent of the type. */
    public static Optional<ResourceId> within(ResourceId id, String type) {
        return id.within(type).filter(found -> names(found, type));
    }
}
