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
public record ReportSubject(
        Optional<ResourceId> cluster,
        Optional<String> registry,
        String image,
        List<PodName> pods,
        PullNodeAndIdentity placement) {
    /** The subject of a report on every visible cluster. */
    public static final ReportSubject ALL_CLUSTERS =
            new ReportSubject(Optional.empty(), Optional.empty(), "", List.of(), PullNodeAndIdentity.UNKNOWN);

    public ReportSubject {
        pods = List.copyOf(pods);
    }
}
