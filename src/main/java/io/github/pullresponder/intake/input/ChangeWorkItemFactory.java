package io.github.pullresponder.intake.input;

import io.github.pullresponder.queue.ResourceChange;
import io.github.pullresponder.queue.WatchedOperation;
import io.github.pullresponder.queue.WatchedOperation.AffectedClusterSelection;
import io.github.pullresponder.queue.WorkItem.OriginEvent;
import io.github.pullresponder.queue.WorkItem.ResourceChanged;
import io.github.pullresponder.resource.ResourceId;
import java.util.Optional;

/** Turns changes of Azure resources into work items, if pulls depend on the kind of change. */
public final class ChangeWorkItemFactory {
    private ChangeWorkItemFactory() {}

    public static ParsedWorkItems of(
            String operation, Optional<ResourceId> resource, Optional<String> who, String id, OriginEvent origin) {
        var watched = WatchedOperation.named(operation);
        if (watched.isEmpty()) {
            return ParsedWorkItems.nothing("pulls do not depend on it");
        }
        return resource.map(
                        changed -> ParsedWorkItems.as(about(watched.get(), changed, who, Optional.empty(), id, origin)))
                .orElseGet(() -> ParsedWorkItems.nothing("it does not name the changed resource"));
    }

    public static ResourceChanged about(
            WatchedOperation watched,
            ResourceId resource,
            Optional<String> who,
            Optional<String> image,
            String id,
            OriginEvent origin) {
        var cluster = watched.concerns() == AffectedClusterSelection.CLUSTER
                ? ResourceIdParser.within(resource, ResourceIdParser.CLUSTER)
                : Optional.<ResourceId>empty();
        return new ResourceChanged(id, origin, new ResourceChange(watched.operation(), resource, who, image), cluster);
    }
}
