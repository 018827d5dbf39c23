package io.github.pullresponder.diagnosis;

import io.github.pullresponder.pull.PullFailure.PodName;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;

/**
 * The subject of a report, as far as it could be read.
 *
 * @param cluster empty in a report on several clusters
 * @param registry the resource id of the registry, or its host if the id is not known
 * @param image the image reference as written; empty if it is not known
 */
public record Subject(
        Optional<ResourceId> cluster,
        Optional<String> registry,
        String image,
        List<PodName> pods,
        Placement placement) {
    /** The subject of a report on every visible cluster. */
    public static final Subject ALL_CLUSTERS =
            new Subject(Optional.empty(), Optional.empty(), "", List.of(), Placement.UNKNOWN);

    public Subject {
        pods = List.copyOf(pods);
    }
}
