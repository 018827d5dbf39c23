package io.github.pullresponder.intake;

import io.github.pullresponder.evidence.ResourceId;
import io.github.pullresponder.work.Change;
import io.github.pullresponder.work.WatchedOperation;
import io.github.pullresponder.work.WatchedOperation.Concerns;
import io.github.pullresponder.work.WorkItem.Changed;
import io.github.pullresponder.work.WorkItem.Origin;
import java.util.Optional;

/** Changes of Azure resources as work, if they are of a kind that pulls depend on. */
final class Changes {
    private Changes() {}

    static Understood of(
            String operation, Optional<ResourceId> resource, Optional<String> who, String id, Origin origin) {
        var watched = WatchedOperation.named(operation);
        if (watched.isEmpty()) {
            return Understood.nothing("pulls do not depend on it");
        }
        return resource.map(it -> Understood.as(about(watched.get(), it, who, Optional.empty(), id, origin)))
                .orElseGet(() -> Understood.nothing("it does not say which resource was changed"));
    }

    static Changed about(
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
