package io.github.pullresponder.intake.input;

import io.github.pullresponder.queue.Change;
import io.github.pullresponder.queue.WatchedOperation;
import io.github.pullresponder.queue.WatchedOperation.Concerns;
import io.github.pullresponder.queue.WorkItem.Changed;
import io.github.pullresponder.queue.WorkItem.Origin;
import io.github.pullresponder.resource.ResourceId;
import java.util.Optional;

/** Turns changes of Azure resources into work items, if pulls depend on the kind of change. */
public final class Changes {
    private Changes() {}

    public static IntakeResult of(
            String operation, Optional<ResourceId> resource, Optional<String> who, String id, Origin origin) {
        var watched = WatchedOperation.named(operation);
        if (watched.isEmpty()) {
            return IntakeResult.nothing("pulls do not depend on it");
        }
        return resource.map(
                        changed -> IntakeResult.as(about(watched.get(), changed, who, Optional.empty(), id, origin)))
                .orElseGet(() -> IntakeResult.nothing("it does not name the changed resource"));
    }

    public static Changed about(
            WatchedOperation watched,
            ResourceId resource,
            Optional<String> who,
            Optional<String> image,
            String id,
            Origin origin) {
        var cluster = watched.concerns() == Concerns.CLUSTER
                ? AzureIds.within(resource, AzureIds.CLUSTER)
                : Optional.<ResourceId>empty();
        return new Changed(id, origin, new Change(watched.operation(), resource, who, image), cluster);
    }
}
