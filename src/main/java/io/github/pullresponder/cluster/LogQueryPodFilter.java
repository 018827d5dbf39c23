package io.github.pullresponder.cluster;

import io.github.pullresponder.resource.ResourceId;
import java.util.Optional;

/** The pods of a query; an absent part does not restrict it. The texts may come from outside. */
public record LogQueryPodFilter(Optional<ResourceId> cluster, Optional<String> namespace, Optional<String> pod) {
    public static final LogQueryPodFilter ALL =
            new LogQueryPodFilter(Optional.empty(), Optional.empty(), Optional.empty());
}
