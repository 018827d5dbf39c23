package io.github.pullresponder.queue;

import io.github.pullresponder.diagnosis.Trigger;
import io.github.pullresponder.diagnosis.Trigger.TriggerType;
import io.github.pullresponder.pull.PullFailure;
import io.github.pullresponder.pull.PullFailure.PodName;
import io.github.pullresponder.queue.WorkItem.AlertIncomplete;
import io.github.pullresponder.queue.WorkItem.AlertResolved;
import io.github.pullresponder.queue.WorkItem.OriginEvent;
import io.github.pullresponder.queue.WorkItem.PullFailed;
import io.github.pullresponder.queue.WorkItem.ResourceChanged;
import io.github.pullresponder.queue.WorkItem.SweepContinued;
import io.github.pullresponder.resource.ResourceId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The work items in the samples of queue messages: of each kind, one with all optional values and one without any. */
final class StoredWorkItems {
    private static final String SUBSCRIPTION = "/subscriptions/2f6a1c44-9d0b-4e57-8a83-51c7de0b9f12";
    private static final ResourceId CLUSTER = ResourceId.parse(
            SUBSCRIPTION + "/resourceGroups/rg-store/providers/Microsoft.ContainerService/managedClusters/aks-store");
    private static final ResourceId REGISTRY = ResourceId.parse(
            SUBSCRIPTION + "/resourceGroups/rg-images/providers/Microsoft.ContainerRegistry/registries/fabrikam");
    private static final Instant TEN = Instant.parse("2026-11-22T10:00:00Z");

    static final Map<String, WorkItem> BY_SAMPLE = Map.of(
            "pull-failed",
            new PullFailed(
                    "item-1",
                    origin(TriggerType.ALERT),
                    PullFailure.of(
                            CLUSTER,
                            List.of(
                                    new PodName("store", "cart-6f8d9c7b5-q4m7z"),
                                    new PodName("store", "shelf-5d8c6f7b9-v4kxn")),
                            Optional.of("fabrikam.azurecr.io/store/cart:2.3.1"),
                            Optional.of(
                                    "Failed to pull image \"fabrikam.azurecr.io/store/cart:2.3.1\": 401 Unauthorized")),
                    7,
                    Optional.of("alert-1")),
            "pull-failed-least",
            new PullFailed(
                    "item-2",
                    origin(TriggerType.TIMER),
                    PullFailure.of(CLUSTER, List.of(), Optional.empty(), Optional.empty()),
                    0,
                    Optional.empty()),
            "incomplete",
            new AlertIncomplete("item-3", origin(TriggerType.ALERT), Optional.of(CLUSTER), "the logs: forbidden"),
            "incomplete-least",
            new AlertIncomplete("item-4", origin(TriggerType.ALERT), Optional.empty(), "the logs: forbidden"),
            "alert-resolved",
            new AlertResolved("item-5", origin(TriggerType.ALERT), "alert-1"),
            "sweep-continued",
            new SweepContinued("item-8", origin(TriggerType.TIMER), "sweep-1", 2),
            "changed",
            new ResourceChanged(
                    "item-6",
                    origin(TriggerType.EVENT),
                    new ResourceChange(
                            "Microsoft.ContainerRegistry/registries/regenerateCredential/action",
                            REGISTRY,
                            Optional.of("Example Operator"),
                            Optional.of("store/cart:2.3.1")),
                    Optional.of(CLUSTER)),
            "changed-least",
            new ResourceChanged(
                    "item-7",
                    origin(TriggerType.HTTP),
                    new ResourceChange(
                            "Microsoft.ContainerRegistry.ImageDeleted", REGISTRY, Optional.empty(), Optional.empty()),
                    Optional.empty()));

    private StoredWorkItems() {}

    private static OriginEvent origin(TriggerType kind) {
        return new OriginEvent(new Trigger(kind, "image-pull-failures"), "correlation-1", TEN);
    }
}
